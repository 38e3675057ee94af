"""One value of any shape against the expected one: what is expected says how they are compared."""
