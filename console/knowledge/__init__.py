"""Entries of the knowledge base: what there is, writing, review, publishing, history."""
