"""The words around formulas: which leave a formula what it is, make another of it, or take it back."""
