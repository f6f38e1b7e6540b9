"""How bad it is: the tier of the words, the details beside them, the level that follows."""
