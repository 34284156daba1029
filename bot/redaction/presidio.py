"""The one door to Presidio, which finds nothing by itself here: it runs our recognisers.

Presidio imports `transformers` and spaCy imports `torch` whenever they are installed, for models we do not use: 10 s and 300 MB.
Both imports are optional there, so they are refused while Presidio loads. What was loaded before stays untouched.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without(*names: str) -> Iterator[None]:
    refused = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(refused))  # `None` in sys.modules makes `import` raise ImportError
    try:
        yield
    finally:
        for name in refused:
            sys.modules.pop(name, None)


with _without("torch", "transformers"):
    from presidio_analyzer import AnalyzerEngine, ContextAwareEnhancer, LocalRecognizer, RecognizerRegistry, RecognizerResult
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

__all__ = [
    "AnalyzerEngine",
    "ContextAwareEnhancer",
    "LocalRecognizer",
    "NlpArtifacts",
    "NlpEngine",
    "RecognizerRegistry",
    "RecognizerResult",
]
