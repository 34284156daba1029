"""What the dialogue engine calls: one function per act, found by name; each reads a turn and gives an outcome."""
