"""SHELF: the ways to find how the solutions of two statements lie to one another."""
