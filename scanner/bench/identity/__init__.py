"""Is it her: pages asked as the product asks them, and how right the answers are."""
