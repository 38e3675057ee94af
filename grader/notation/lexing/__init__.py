"""Text to tokens: one pass, every spelling of a thing to one token with its span; limits are checked here."""
