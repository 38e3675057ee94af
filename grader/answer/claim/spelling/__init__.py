"""Habits of writing that the grammar of formulas does not know, as formulas: tried where a text came to nothing."""
