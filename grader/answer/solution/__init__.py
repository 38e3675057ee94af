"""Statements by their solutions: equations, inequalities and systems; what was gained, what was lost."""
