"""Numbers and units: digits, tolerances, angles, percentages, quantities with what they are measured in."""
