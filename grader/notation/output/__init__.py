"""Trees to paper: how tightly things bind, how they are laid out, how one would type them."""
