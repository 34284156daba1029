"""The part of the schema.org vocabulary that a ClaimReview of ours uses, written down from schema.org, and a check against it."""

import warnings
from datetime import date

from rdflib import RDF, Graph, Literal, Namespace

S = Namespace("https://schema.org/")
# Types of the vocabulary, each under its parents.
PARENTS = {
    "ClaimReview": {"Review", "CreativeWork", "Thing"},
    "Claim": {"CreativeWork", "Thing"},
    "CreativeWork": {"Thing"},
    "Rating": {"Intangible", "Thing"},
    "Organization": {"Thing"},
}
# property: types that have it, types (or kinds of words) that it takes
PROPERTIES = {
    "url": ({"Thing"}, {"URL"}),
    "name": ({"Thing"}, {"Text"}),
    "inLanguage": ({"CreativeWork"}, {"Text"}),
    "claimReviewed": ({"ClaimReview"}, {"Text"}),
    "itemReviewed": ({"Review"}, {"Thing"}),
    "reviewRating": ({"Review"}, {"Rating"}),
    "reviewBody": ({"Review"}, {"Text"}),
    "author": ({"CreativeWork", "Rating"}, {"Organization", "Person"}),
    "creativeWorkStatus": ({"CreativeWork"}, {"Text"}),
    "expires": ({"CreativeWork"}, {"Date"}),
    "citation": ({"CreativeWork"}, {"CreativeWork"}),
    "publisher": ({"CreativeWork"}, {"Organization", "Person"}),
    "text": ({"CreativeWork"}, {"Text"}),
    "ratingValue": ({"Rating"}, {"Number"}),
    "bestRating": ({"Rating"}, {"Number"}),
    "worstRating": ({"Rating"}, {"Number"}),
    "ratingExplanation": ({"Rating"}, {"Text"}),
    "alternateName": ({"Thing"}, {"Text"}),
}
REQUIRED = {"ClaimReview": {"claimReviewed", "reviewRating", "url", "author", "itemReviewed"}, "Rating": {"ratingValue", "alternateName"}}


def graph_of(review: dict) -> Graph:
    """The review as triples; the context stands for the vocabulary without fetching it."""
    assert review["@context"] == "https://schema.org"
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")  # its reader uses a class of its own that is old
        return Graph().parse(data=review | {"@context": {"@vocab": str(S)}}, format="json-ld")


def faults_of(review: dict) -> list[str]:
    """Everything that is not as schema.org and the required fields say; each in words."""
    graph = graph_of(review)
    faults = [f"{kind} has no {name}" for kind, names in REQUIRED.items() for name in names if not _all_have(graph, kind, name)]
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            faults += [] if str(value).removeprefix(str(S)) in PARENTS else [f"unknown type {value}"]
            continue
        name = str(predicate).removeprefix(str(S))
        if name not in PROPERTIES:
            faults.append(f"unknown property {name}")
            continue
        owners, taken = PROPERTIES[name]
        faults += [] if _kinds(graph, subject) & owners else [f"{name} is not of {_kinds(graph, subject)}"]
        faults += [] if _fits(graph, value, taken) else [f"{name} is {value!r}"]
    return faults


def _all_have(graph: Graph, kind: str, name: str) -> bool:
    found = list(graph.subjects(RDF.type, S[kind]))
    return bool(found) and all((subject, S[name], None) in graph for subject in found)


def _kinds(graph: Graph, node) -> set[str]:
    own = {str(kind).removeprefix(str(S)) for kind in graph.objects(node, RDF.type)}
    return own.union(*(PARENTS.get(kind, set()) for kind in own))


def _fits(graph: Graph, value, taken: set[str]) -> bool:
    if not isinstance(value, Literal):
        return bool(_kinds(graph, value) & taken)
    plain = value.toPython()
    if "Number" in taken:
        return isinstance(plain, int | float) and not isinstance(plain, bool)
    if "Date" in taken:
        return str(date.fromisoformat(str(plain))) == str(plain)
    return bool(str(plain).strip()) and ("Text" in taken or ("URL" in taken and str(plain).startswith(("https://", "http://"))))
