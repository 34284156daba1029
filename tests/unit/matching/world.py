"""A small invented town with four things to ask about, for tests of the matcher."""

import numpy as np

from matching.items import Item, ItemText, Negative

TOPICS = {
    "boat": ("Renting a boat", "Alquilar una barca", ["boat", "barca", "row", "remar", "lake", "lago", "oars", "remos"]),
    "honey": ("Selling honey", "Vender miel", ["honey", "miel", "bees", "abejas", "hive", "colmena", "market", "mercado"]),
    "lamp": ("Broken street lamp", "Farola rota", ["lamp", "farola", "dark", "oscuro", "street", "calle", "bulb", "bombilla"]),
    "choir": ("Joining the choir", "Entrar en el coro", ["choir", "coro", "sing", "cantar", "voice", "voz", "song", "cancion"]),
}
ENGLISH = ["where can i get a {}", "i want {} please", "how much for the {}", "is there any {} here", "they told me about {}"]
SPANISH = ["donde consigo {}", "quiero {} por favor", "cuanto por {}", "hay algun {} aqui", "me hablaron de {}"]
NEGATIVES = [
    Negative(text, language)
    for language, texts in {
        "en": ["what is the capital of france", "tell me a joke", "who won the match", "the weather tomorrow", "i love pizza"],
        "es": ["cual es la capital de francia", "cuentame un chiste", "quien gano el partido", "el tiempo de manana", "me gusta la pizza"],
    }.items()
    for text in texts
]


def item(name: str, languages: tuple[str, ...] = ("en", "es"), examples: bool = True) -> Item:
    english, spanish, found = TOPICS[name]
    texts = {
        "en": ItemText(english, f"All about {' and '.join(found[::2])}.", _asked(ENGLISH, found[::2], examples)),
        "es": ItemText(spanish, f"Todo sobre {' y '.join(found[1::2])}.", _asked(SPANISH, found[1::2], examples)),
    }
    return Item(name, {language: texts[language] for language in languages})


def items(**options) -> list[Item]:
    return [item(name, **options) for name in TOPICS]


def _asked(frames: list[str], nouns: list[str], examples: bool) -> tuple[str, ...]:
    return tuple(frame.format(noun) for frame in frames for noun in nouns) if examples else ()


class HashEncoder:
    """An encoder without training: words hashed into 64 places, both languages' words for a topic in one place."""

    def __init__(self):
        self._place = {word: number for number, (_, _, found) in enumerate(TOPICS.values()) for word in found}

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 8), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace(".", " ").split():
                if word in self._place:
                    rows[row, self._place[word]] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    def encode_content(self, texts: list[str]) -> np.ndarray:
        return self.encode(texts)
