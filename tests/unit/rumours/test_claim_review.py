"""The ClaimReview of a card: valid, honest about what it is, and without anybody invented."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from rumours.claim_review import claim_review
from rumours.rumour import Rumour, Verdict
from tests.contract.rumours.samples import LOOKED, TODAY, card, evidence
from tests.unit.rumours.schema_org import faults_of

ROOT = Path(__file__).parents[3]


def review(of: Rumour, language: str = "es", today: date = TODAY) -> dict | None:
    words = {"url": "https://harrera.example/rumours/x", "verdict": "Falso", "reviewer": "Un pueblo"}
    return claim_review(of, of.text_for(language), **words, today=today)


def test_review_is_valid_by_schema_org():
    made = review(card())

    assert faults_of(made) == []
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"reviewRating": {"@type": "Rating", "ratingValue": "one", "alternateName": "Falso"}}, "ratingValue is"),
        ({"reviewRating": {"@type": "Rating", "ratingValue": 1}}, "Rating has no alternateName"),
        ({"claimReviewed": None}, "ClaimReview has no claimReviewed"),
        ({"url": "not an address"}, "url is"),
        ({"ratingValue": 1}, "ratingValue is not of"),
        ({"madeUp": "x"}, "unknown property madeUp"),
        ({"@type": "FactCheck"}, "unknown type"),
    ],
)
def test_the_check_sees_what_is_wrong(change, fault):
    assert any(found.startswith(fault) for found in faults_of(review(card()) | change))


@pytest.mark.parametrize(("verdict", "value"), [("false", 1), ("misleading", 2), ("lacks-context", 3), ("partly-true", 4)])
def test_rating_follows_the_scale_and_says_its_label(verdict, value):
    rating = review(card(verdict=Verdict(verdict)))["reviewRating"]

    assert (rating["ratingValue"], rating["worstRating"], rating["bestRating"]) == (value, 1, 5)
    assert rating["alternateName"] == "Falso"


def test_what_is_not_a_fact_has_no_review():
    assert review(card(verdict=Verdict.NOT_A_FACT)) is None


def test_nobody_is_named_as_the_author_of_a_rumour():
    made = review(card())

    assert "author" not in made["itemReviewed"]
    assert made["author"] == {"@type": "Organization", "name": "Un pueblo"}


def test_citations_are_only_what_was_seen_and_holds():
    unseen, old = evidence("unseen", seen="C", url=""), evidence("old", valid_until=LOOKED + timedelta(days=1))
    made = review(
        card(evidence=(evidence(), unseen, old), rests_on=dict.fromkeys(("public", "one_line", "one_minute", "full"), ("rgi23",)))
    )

    assert [citation["url"] for citation in made["citation"]] == ["https://www.lanbide.eus/rgi"]


def test_body_is_the_short_text_when_the_long_one_leans_on_something_old():
    old = evidence("old", valid_until=LOOKED + timedelta(days=1))
    leaning = {"public": ("rgi23",), "one_line": ("rgi23",), "one_minute": ("old",), "full": ("old",)}
    made = card(evidence=(evidence(), old), rests_on=leaning)

    assert review(made)["reviewBody"] == made.texts["es"].public
    assert review(made)["expires"] == "2027-12-31"
    assert review(made, today=LOOKED)["reviewBody"] == made.texts["es"].full


def test_every_card_of_ours_has_a_valid_review_in_every_language():
    from rumours.card_check import check_cards

    entries = {file.parent.name for file in (ROOT / "knowledge_base/content").glob("*/*/*/entry.yml")}
    found = [(each, code) for each in check_cards(ROOT / "rumours/content", entries).sound for code in each.texts]
    reviews = {(each.id, code): review(each, code) for each, code in found if each.verdict is not Verdict.NOT_A_FACT}

    assert len(reviews) > 250
    assert {where: faults for where, made in reviews.items() if (faults := faults_of(made))} == {}
