"""One value against one expected value: numbers, formulas, units, entries; equal, near enough, as asked."""
