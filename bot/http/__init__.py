"""What every page and endpoint shares: bodies with a limit, files under their hash, the choice of a language."""
