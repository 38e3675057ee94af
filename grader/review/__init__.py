"""What waits for a person, equal answers together; and what the person decides, kept beside the exercises."""
