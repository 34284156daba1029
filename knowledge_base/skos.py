"""The lexicon as SKOS, the W3C's form for thesauri, so that other towns and tools can use it.

https://www.w3.org/TR/skos-reference/: the usual expression is the prefLabel, the others altLabel, misspelt ones hiddenLabel; a term of
the European migration glossary that fits is a closeMatch.
"""

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from knowledge_base.lexicon import EMN, TOP, Concept, Lexicon

SCHEME = "urn:harrera:lexicon"


def skos_graph(lexicon: Lexicon) -> Graph:
    """An RDF graph of one ConceptScheme with every concept."""
    graph = Graph()
    graph.bind("skos", SKOS)
    scheme = URIRef(SCHEME)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for name in TOP:
        graph.add((_uri(name), RDF.type, SKOS.Concept))
        graph.add((_uri(name), SKOS.topConceptOf, scheme))
        graph.add((_uri(name), SKOS.prefLabel, Literal(name, lang="en")))
    for concept in lexicon.concepts.values():
        _add(graph, concept, scheme)
    return graph


def _add(graph: Graph, concept: Concept, scheme: URIRef) -> None:
    subject = _uri(concept.id)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.inScheme, scheme))
    for language, (usual, *others) in concept.expressions.items():
        graph.add((subject, SKOS.prefLabel, Literal(usual, lang=language)))
        for other in others:
            graph.add((subject, SKOS.altLabel, Literal(other, lang=language)))
    for language, wrong in concept.misspelt.items():
        for text in wrong:
            graph.add((subject, SKOS.hiddenLabel, Literal(text, lang=language)))
    if concept.broader:
        graph.add((subject, SKOS.broader, _uri(concept.broader)))
    for name in concept.related:
        graph.add((subject, SKOS.related, _uri(name)))
    if concept.emn:
        graph.add((subject, SKOS.closeMatch, URIRef(f"{EMN}/{concept.emn}_en")))


def _uri(id: str) -> URIRef:
    return URIRef(f"{SCHEME}:{id}")
