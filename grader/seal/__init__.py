"""Exercises that check answers without holding them, and how hard these are to guess."""
