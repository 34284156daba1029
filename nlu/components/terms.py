"""Documents, procedures, places, districts and answers of the Padrón check, found by phrase matchers on spaCy blank pipelines.

The phrases are data: `nlu/terms/<language>.yml`. A message is searched in its own language and in Spanish, since the names of papers
and offices are said in Spanish in every language. Chinese has no spaces: there each character is a word, and a Latin word stays whole.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, List, Text

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.io import read_yaml_file
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans, get_words_and_spaces

from nlu.components.acts import fold
from nlu.components.language import LANGUAGE

TERMS = Path(__file__).parents[1] / "terms"
EVERYWHERE = "es"
NOT_ENTITIES = ("duration_unit", "number_word")
UNSPACED = ("zh",)
CHARACTER_OR_LATIN_WORD = re.compile(r"[a-z0-9]+|\S")
MONTHS = {"day": 1 / 30, "week": 1 / 4, "month": 1, "year": 12}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TermMatcher(GraphComponent, EntityExtractorMixin):
    """Adds entities `{entity, value, start, end}`; a stretch of time ("3 meses") becomes the entity `since`."""

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> TermMatcher:
        return cls({path.stem: read_yaml_file(str(path)) for path in sorted(TERMS.glob("*.yml"))})

    def __init__(self, terms: Dict[Text, Dict[Text, Any]]) -> None:
        self._pipelines = {language: spacy.blank(language) for language in terms}
        self._matchers = {language: self._matcher(language, found) for language, found in terms.items()}
        self._durations = {language: _duration_pattern(found, language in UNSPACED) for language, found in terms.items()}
        self._units = {language: _inverted(found["duration_unit"]) for language, found in terms.items()}
        self._numbers = {language: _inverted(found["number_word"]) for language, found in terms.items()}

    def _matcher(self, language: Text, terms: Dict[Text, Any]) -> PhraseMatcher:
        matcher = PhraseMatcher(self._pipelines[language].vocab, attr="ORTH")
        for entity, values in terms.items():
            for value, phrases in values.items() if entity not in NOT_ENTITIES else ():
                matcher.add(f"{entity}:{value}", [self._document(fold(str(phrase)), language, language) for phrase in phrases])
        return matcher

    def _document(self, text: Text, language: Text, written: Text) -> Doc:
        """The text as words that the matcher of `language` compares, split as the language it is written in asks."""
        pipeline = self._pipelines[language]
        if written not in UNSPACED:
            return pipeline.make_doc(text)
        words, spaces = get_words_and_spaces(CHARACTER_OR_LATIN_WORD.findall(text), text)
        return Doc(pipeline.vocab, words=words, spaces=spaces)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                found = self._extract(fold(text), message.get(LANGUAGE, EVERYWHERE))
                message.set(ENTITIES, (message.get(ENTITIES) or []) + self.add_extractor_name(found), add_to_output=True)
        return messages

    def _extract(self, text: Text, language: Text) -> List[Dict[Text, Any]]:
        searched = dict.fromkeys([language if language in self._matchers else EVERYWHERE, EVERYWHERE])
        found = [entity for name in searched for entity in self._phrases(text, name, language) + self._since(text, name)]
        unique = {(entity["entity"], entity["value"]): entity for entity in reversed(found)}
        return list(reversed(unique.values()))

    def _phrases(self, text: Text, language: Text, written: Text) -> List[Dict[Text, Any]]:
        document = self._document(text, language, written)
        by_entity: Dict[Text, List[Any]] = {}
        for span in self._matchers[language](document, as_spans=True):
            by_entity.setdefault(span.label_.split(":")[0], []).append(span)
        return [_entity(span) for spans in by_entity.values() for span in filter_spans(spans)]

    def _since(self, text: Text, language: Text) -> List[Dict[Text, Any]]:
        match = self._durations[language].search(text)
        if not match:
            return []
        number, unit = match.groups()
        months = float(self._numbers[language].get(number, number)) * MONTHS[self._units[language][unit]]
        value = "just_arrived" if months < 1 else "months" if months < 12 else "one_year" if months < 24 else "two_years_or_more"
        return [{"entity": "since", "value": value, "start": match.start(), "end": match.end(), "confidence": 1.0}]


def _entity(span: Any) -> Dict[Text, Any]:
    entity, value = span.label_.split(":")
    return {"entity": entity, "value": value, "start": span.start_char, "end": span.end_char, "confidence": 1.0}


def _inverted(table: Dict[Text, List[Text]]) -> Dict[Text, Text]:
    return {fold(str(word)): str(key) for key, words in table.items() for word in words}


def _duration_pattern(terms: Dict[Text, Any], unspaced: bool) -> "re.Pattern[Text]":
    words = _inverted(terms["number_word"])
    numbers = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    units = "|".join(sorted(map(re.escape, _inverted(terms["duration_unit"])), key=len, reverse=True))
    before, after = r"(?<!\w)", r"(?!\w)"
    if unspaced:  # any character may stand beside, but no number: 十五个月 is not five months
        before, after = rf"(?<![\d{''.join(words)}])", ""
    return re.compile(rf"{before}(\d{{1,2}}|{numbers})\s*({units}){after}")
