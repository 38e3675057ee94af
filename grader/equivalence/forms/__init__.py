"""How an expression is written, and what all that mean the same share."""
