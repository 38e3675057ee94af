"""Small worlds: every unknown gets a random meaning, and abstract statements become numbers."""
