"""From what was handed in to what it claims: rows and their words, statements, the one value that counts."""
