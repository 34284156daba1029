"""Rumour cards: what there is, writing, review, publishing, history."""
