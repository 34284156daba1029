"""What we know, out and in again: one language for outside translators, everything as files, each publication into git."""
