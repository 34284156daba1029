"""The radar: what agents hear, in counts, and the claims that no card answers."""
