"""Solutions as they are written out: points, intervals, families, lines and planes, with their parameters."""
