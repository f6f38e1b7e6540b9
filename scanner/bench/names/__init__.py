"""Names written in every way: trials of the matcher, and how often it is right."""
