"""How the embedded encoder is taught: pairs of texts, a vocabulary, a teacher, the training itself. Nothing here runs while answering."""
