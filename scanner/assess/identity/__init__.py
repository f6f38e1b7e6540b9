"""Is it her, or somebody of that name: clues of a page, each with its bits."""
