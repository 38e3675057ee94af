"""Whether a value is the one that was asked for: what stands on its left, what the question says."""
