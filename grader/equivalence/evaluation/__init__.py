"""The value of an expression in a world, as balls of numbers, vectors and matrices."""
