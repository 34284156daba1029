"""How staff change the cards: the same life as that of entries (`knowledge_base.editing.life`)."""
