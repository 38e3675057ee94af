"""Notation in simpler notation, before anything is compared: definitions put in, derivatives taken."""
