"""A card as schema.org's ClaimReview, for other programs. It invents nobody: a rumour has no known author, so none is named."""

from datetime import date

from rumours.public_cards import evidence_shown, parts_shown
from rumours.rumour import CardText, Rumour, Verdict

CONTEXT = "https://schema.org"
BEST, WORST = 5, 1
# The scale that fact-checkers use goes from 1 (false) to 5 (true). An opinion has no place on it.
RATINGS = {Verdict.FALSE: 1, Verdict.MISLEADING: 2, Verdict.LACKS_CONTEXT: 3, Verdict.PARTLY_TRUE: 4}


def claim_review(card: Rumour, text: CardText, *, url: str, verdict: str, reviewer: str, today: date) -> dict | None:
    """JSON-LD of a card in the language of `text`; None for what is not a fact.

    `verdict` is the label in words, which counts more than the number; `reviewer` is who runs this installation.
    """
    if card.verdict not in RATINGS:
        return None
    part = "full" if "full" in parts_shown(card, today) else "public"
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": url,
        "name": text.title,
        "inLanguage": text.language,
        "claimReviewed": text.claim,
        "itemReviewed": {"@type": "Claim", "text": text.claim, "inLanguage": text.language},
        "reviewRating": _rating(card.verdict, verdict, text.nuance),
        "reviewBody": getattr(text, part),
        "author": {"@type": "Organization", "name": reviewer},
        "creativeWorkStatus": text.status.value,
        "expires": min(evidence.valid_until for evidence in card.resting(part)).isoformat(),
        "citation": _citations(card, text, today),
    }


def _rating(verdict: Verdict, label: str, why: str) -> dict:
    numbers = {"ratingValue": RATINGS[verdict], "bestRating": BEST, "worstRating": WORST}
    return {"@type": "Rating", **numbers, "alternateName": label, "ratingExplanation": why}


def _citations(card: Rumour, text: CardText, today: date) -> list[dict]:
    """Only what holds today."""
    holding = [evidence for evidence in evidence_shown(card) if evidence.holds(today)]
    return [
        {
            "@type": "CreativeWork",
            "url": evidence.url,
            "text": text.evidence[evidence.id],
            "publisher": {"@type": "Organization", "name": evidence.publisher},
            "expires": evidence.valid_until.isoformat(),
        }
        for evidence in holding
    ]
