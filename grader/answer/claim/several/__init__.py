"""Several answers in one text, each given to the question it answers."""
