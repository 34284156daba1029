"""Settings that admins change while the house is open, with what they do shown first; and the state of what the house leans on."""
