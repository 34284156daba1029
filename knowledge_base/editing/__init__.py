"""How staff change what we know: drafts beside what is published, review, publication, history."""
