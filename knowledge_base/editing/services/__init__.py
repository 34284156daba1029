"""How staff change the directory: the same life as that of entries."""
