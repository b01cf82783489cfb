"""Pages to faults and figures, judged without the makers' own code."""
