"""The page on which a student checks answers: served on this machine only, nothing leaves it."""
