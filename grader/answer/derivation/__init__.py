"""Derivations: the walk from line to line, what each link is worth, and what is said of it."""
