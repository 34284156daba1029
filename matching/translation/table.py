"""The table: what a word of another language is in English, with how likely."""

import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from matching.translation.keys import ENGLISH, english_stems, keys_of, table_language

SHIPPED = Path(__file__).parents[1] / "model" / "translations.tsv.gz"
NEIGHBOURS = {"ar": ("ar", "fr", "es"), "eu": ("eu", "es"), "ur": ("ur",), "zh": ("zh",)}  # whose words people borrow, after their own
BORROWED = ("es",)  # names of papers and offices, in every other language

Translations = Mapping[str, Mapping[str, float]]  # key -> English stem -> probability


class TranslationTable:
    """Of every language its translations."""

    def __init__(self, languages: Mapping[str, Translations]):
        self._languages = languages

    def english(self, text: str, language: str) -> Counter[str]:
        """English stem -> weight; the square root of the probability, so that a doubtful word still says something."""
        if language == ENGLISH:
            return Counter(dict.fromkeys(english_stems(text), 1.0))
        found: Counter[str] = Counter()
        own = table_language(language)
        asked = [(code, list(keys_of(text, code))) for code in NEIGHBOURS.get(own, (own, *BORROWED))]
        for code, words in asked:
            table = self._languages.get(code, {})
            for keys in words:
                for stem, chance in self._first(table, keys).items():
                    found[stem] = max(found[stem], chance**0.5)
        return found

    @staticmethod
    def _first(table: Translations, keys: tuple[str, ...]) -> Mapping[str, float]:
        return next((table[key] for key in keys if key in table), {})

    def save(self, path: Path) -> None:
        """Lines of language, key and its translations with probabilities in per cent; the same table gives the same bytes."""
        lines = [
            f"{language}\t{key}\t" + " ".join(f"{stem}:{round(100 * chance)}" for stem, chance in found.items())
            for language, table in sorted(self._languages.items())
            for key, found in sorted(table.items())
        ]
        path.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))

    @classmethod
    def load(cls, path: Path = SHIPPED) -> "TranslationTable":
        """Raises OSError when there is none, ValueError when its lines are not those that `save` writes."""
        languages: dict[str, dict[str, str]] = {}
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            language, key, found = line.split("\t")
            languages.setdefault(language, {})[key] = found
        return cls({language: Written(table) for language, table in languages.items()})


class Written(Mapping[str, Mapping[str, float]]):
    """Translations as `save` wrote them, read when they are asked for: of 250,000 words a question has ten."""

    def __init__(self, lines: Mapping[str, str]):
        self._lines = lines

    def __getitem__(self, key: str) -> Mapping[str, float]:
        pairs = (pair.rpartition(":") for pair in self._lines[key].split(" "))
        return {stem: int(percent) / 100 for stem, _, percent in pairs}

    def __contains__(self, key: object) -> bool:
        return key in self._lines  # Mapping's own would read it

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def shipped_table() -> TranslationTable:
    """The table that comes with the embedded encoder, learnt by `harrera encoder train`."""
    return TranslationTable.load()
