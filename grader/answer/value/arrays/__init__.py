"""Vectors, matrices, lists and points, entry by entry."""
