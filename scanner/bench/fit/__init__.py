"""Makes the tables of the matcher again: what is estimated from data, and from which."""
