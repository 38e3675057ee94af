"""Which options an answer names, of those that are offered."""
