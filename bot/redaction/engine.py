"""Presidio without trained models: reads a folded text once and lets our recognisers look at the same reading."""

from collections.abc import Callable, Iterable, Iterator

from bot.redaction.finder import ANY_LANGUAGE, Reading
from bot.redaction.kept import Keeper
from bot.redaction.presidio import AnalyzerEngine, ContextAwareEnhancer, NlpArtifacts, NlpEngine, RecognizerRegistry, RecognizerResult
from bot.redaction.recognisers import all_finders, context_words


class PlainReader(NlpEngine):
    """Makes the `Reading`. No tokens and no spaCy pipeline: no recogniser reads them, and a blank French one alone takes 2 s to build."""

    def __init__(self):
        self._keeper = Keeper.load()
        self._contexts = context_words()

    def load(self) -> None:
        pass

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        return Reading(text, self._keeper, self._contexts)

    def process_batch(self, texts: Iterable[str], language: str, **_kwargs) -> Iterator[tuple[str, NlpArtifacts]]:
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return False

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return [ANY_LANGUAGE]


def build_engine() -> AnalyzerEngine:
    """An analyzer with exactly our recognisers: none of Presidio's own, so none that writes to a log or downloads a list."""
    registry = RecognizerRegistry(recognizers=all_finders(), supported_languages=[ANY_LANGUAGE])
    no_change = ContextAwareEnhancer(0, 0, 0, 0)  # our recognisers look at the words around themselves, see `Reading.topic`
    return AnalyzerEngine(registry=registry, nlp_engine=PlainReader(), supported_languages=[ANY_LANGUAGE], context_aware_enhancer=no_change)


def find_with(engine: AnalyzerEngine, threshold: float) -> Callable[[str], list[RecognizerResult]]:
    """Findings of one folded text with a score of `threshold` or more, in no order, possibly overlapping."""

    def find(text: str) -> list[RecognizerResult]:
        return engine.analyze(text, language=ANY_LANGUAGE, score_threshold=threshold) if text.strip() else []

    return find
