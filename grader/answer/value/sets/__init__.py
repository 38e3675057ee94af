"""Sets: of numbers, written out or by a rule, and of which nothing is known."""
