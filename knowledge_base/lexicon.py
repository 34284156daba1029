"""The words people use: concepts with their expressions in every language, kept as files that staff edit.

`lexicon/<field>.yml`: concept -> language -> expressions, the official or usual one first; `misspelt`, `broader`, `related`, and `emn`,
the concept's page in the glossary of the European Migration Network.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.errors import ContentFaults
from knowledge_base.entry import is_language, is_name
from knowledge_base.fields import Fields
from knowledge_base.problems import Problems, lines
from knowledge_base.yaml_text import NotYaml, read_yaml
from matching.concepts import ConceptFinder

LANGUAGES = ("es", "eu", "en", "fr", "ar", "ary", "ary-Latn", "pt", "ro", "uk", "ru", "zh", "ur")
OPTIONAL = ("ary",)  # where Darija says it as the standard language does
TOP = ("action", "administration", "city", "community", "education", "emergency", "family", "health", "housing", "law", "money", "person",
       "time", "work")  # fmt: skip
EMN = "https://home-affairs.ec.europa.eu/networks/european-migration-network-emn/emn-asylum-and-migration-glossary/glossary"


@dataclass(frozen=True, slots=True)
class Concept:
    """`expressions` and `misspelt`: language -> ways of saying it, of which the first expression is the usual one."""

    id: str
    expressions: Mapping[str, tuple[str, ...]] = field(hash=False)
    misspelt: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    broader: str | None = None
    related: tuple[str, ...] = ()
    emn: str | None = None

    @property
    def all_expressions(self) -> dict[str, tuple[str, ...]]:
        """Also the misspelt ones."""
        languages = dict.fromkeys((*self.expressions, *self.misspelt))
        return {code: (*self.expressions.get(code, ()), *self.misspelt.get(code, ())) for code in languages}


@dataclass(frozen=True, slots=True)
class Lexicon:
    concepts: Mapping[str, Concept] = field(hash=False)

    def finder(self) -> ConceptFinder:
        """What finds the concepts in a text."""
        broader = {concept.id: concept.broader for concept in self.concepts.values() if concept.broader in self.concepts}
        return ConceptFinder({concept.id: concept.all_expressions for concept in self.concepts.values()}, broader)


def read_lexicon(folder: Path | Traversable) -> Lexicon:
    """All concepts of a folder. Raises ContentFaults with every fault, as `file: key: what is wrong`."""
    problems, concepts = Problems(), {}
    for path in sorted((f for f in folder.iterdir() if f.name.endswith(".yml")), key=lambda f: f.name):
        for concept in _concepts(path, problems):
            if concept.id in concepts:
                problems.fault(path.name, concept.id, "is also a concept of another file or line")
            concepts[concept.id] = concept
    for concept in concepts.values():
        for name in filter(None, (concept.broader, *concept.related)):
            if name not in concepts and name not in TOP:
                problems.fault("lexicon", concept.id, f"`{name}` is no concept")
    if problems.faults:
        raise ContentFaults(lines(problems.faults))
    return Lexicon(concepts)


@lru_cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that comes with Harrera."""
    return read_lexicon(files("knowledge_base") / "lexicon")


def _concepts(path: Traversable, problems: Problems) -> Iterator[Concept]:
    try:
        values = read_yaml(path.read_text(encoding="utf-8"))
    except NotYaml as error:
        problems.fault(path.name, "file", str(error))
        return
    for id, keys in (values or {}).items():
        fields = Fields(keys, path.name, problems, str(id))
        yield _concept(str(id), fields)


def _concept(id: str, fields: Fields) -> Concept:
    fields.only(*LANGUAGES, "misspelt", "broader", "related", "emn")
    if not is_name(id):
        fields.fault("id", "is a name without spaces or slashes")
    expressions = {code: fields.texts(code) for code in LANGUAGES if code in fields.values}
    for code in LANGUAGES:
        if not expressions.get(code) and code not in OPTIONAL:
            fields.fault(code, "at least one expression is needed")
    misspelt = fields.inner("misspelt")
    wrong = {code: misspelt.texts(code) for code in misspelt.values if is_language(str(code))} if misspelt else {}
    broader, emn = (fields.text(key, required=False) or None for key in ("broader", "emn"))
    return Concept(id, expressions, wrong, broader, fields.texts("related"), emn)
