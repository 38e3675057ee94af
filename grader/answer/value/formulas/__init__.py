"""Formulas of one kind: polynomials, propositions, orders of growth, congruences, integrals without bounds."""
