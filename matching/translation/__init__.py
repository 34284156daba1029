"""Words into English, word by word: a table learnt from pairs of texts, and an index that searches with it."""
