"""The words people use: the shipped files, and what is wrong with others."""

import pytest
from rdflib import SKOS, Literal, URIRef

from bot.errors import ContentFaults
from knowledge_base.lexicon import LANGUAGES, OPTIONAL, read_lexicon, shipped_lexicon
from knowledge_base.skos import SCHEME, skos_graph

LINES = "\n".join(f"  {code}: [a{number}]" for number, code in enumerate(LANGUAGES))


def test_shipped_lexicon_has_a_thousand_concepts_in_every_language():
    concepts = shipped_lexicon().concepts.values()

    assert len(concepts) >= 1000
    assert all(concept.expressions.get(code) for concept in concepts for code in LANGUAGES if code not in OPTIONAL)
    assert sum(bool(concept.emn) for concept in concepts) >= 40


@pytest.mark.parametrize(
    ("question", "language", "concept"),
    [
        ("cum fac padronul", "ro", "municipal_register"),
        ("где сделать прописку", "ru", "municipal_register"),
        ("怎么办住家纸", "zh", "municipal_register"),
        ("mi serve il padron", "it", "municipal_register"),
        ("bghit ndir lpadron", "ar", "municipal_register"),
    ],
)
def test_everyday_words_lead_to_the_concept(question, language, concept):
    assert concept in shipped_lexicon().finder().find(question, language)


def test_every_fault_is_reported_at_once(tmp_path):
    (tmp_path / "one.yml").write_text(f"good:\n{LINES}\nlost:\n{LINES}\n  broader: nowhere\ngone:\n  es: []\n", encoding="utf-8")
    (tmp_path / "two.yml").write_text(f"good:\n{LINES}\n", encoding="utf-8")
    (tmp_path / "three.yml").write_text("a: [\n", encoding="utf-8")

    with pytest.raises(ContentFaults) as caught:
        read_lexicon(tmp_path)
    told = "\n".join(caught.value.faults)
    for part in ("one.yml: gone.es", "one.yml: gone.ur", "two.yml: good: is also", "lost: `nowhere` is no concept", "three.yml: file"):
        assert part in told


def test_skos_has_labels_relations_and_the_european_glossary():
    graph = skos_graph(shipped_lexicon())
    concept = URIRef(f"{SCHEME}:municipal_register")

    assert Literal("padrón municipal", lang="es") in graph.objects(concept, SKOS.prefLabel)
    assert len(set(graph.subjects(SKOS.inScheme))) == len(shipped_lexicon().concepts)
    assert len(list(graph.subject_objects(SKOS.closeMatch))) >= 40
    for subject in graph.subjects(SKOS.inScheme):
        assert len({label.language for label in graph.objects(subject, SKOS.prefLabel)}) == len(
            list(graph.objects(subject, SKOS.prefLabel))
        )
