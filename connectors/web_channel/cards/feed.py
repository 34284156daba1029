"""The cards as a JSON Feed 1.1: each item is titled with its fact and never says the claim."""

from collections.abc import Sequence

from connectors.web_channel.cards.shown import PATH, ShownCard

VERSION = "https://jsonfeed.org/version/1.1"
MEDIA_TYPE = "application/feed+json"


def feed(cards: Sequence[ShownCard], *, title: str, description: str, language: str, base: str, publisher: str) -> dict:
    """`base` is the address of the house, without a slash behind."""
    return {
        "version": VERSION,
        "title": title,
        "description": description,
        "home_page_url": f"{base}{PATH}?language={language}",
        "feed_url": f"{base}{PATH}/feed.json?language={language}",
        "language": language,
        "authors": [{"name": publisher}],
        "items": [_item(card) for card in cards],
    }


def _item(shown: ShownCard) -> dict:
    text, leaned_on = shown.text, shown.card.resting("public")
    about = {
        "verdict": shown.card.verdict.value,
        "status": text.status.value,
        "checked_on": min(evidence.checked_on for evidence in leaned_on).isoformat(),
        "valid_until": min(evidence.valid_until for evidence in leaned_on).isoformat(),
    }
    return {
        "id": shown.address,
        "url": f"{shown.address}?language={text.language}",
        "title": text.title,
        "content_text": text.public,
        **({"summary": shown.one_line} if shown.one_line else {}),
        "language": text.language,
        "tags": [shown.card.category],
        "_harrera": about,
    }
