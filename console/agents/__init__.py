"""For anti-rumour agents: search as they type, the kit of a card, share it, say where it was heard, link a chat."""
