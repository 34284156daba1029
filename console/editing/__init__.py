"""What the pages of entries, cards and services share: writing, review, history. Each section brings its own bench and forms."""
