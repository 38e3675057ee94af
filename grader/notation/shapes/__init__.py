"""Tokens to trees: one shape of notation a module; `reader` and `grammar` call them."""
