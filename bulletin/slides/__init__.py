"""Reports to slides: outline, choice of points, arrangement."""
