"""The addresses of the public pages: `/rumours`, `/rumours/<code>`, their ClaimReview, and the feed."""

import json
from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.errors import NotFound
from bot.http.languages import choose_language
from bot.texts import Texts
from connectors.web_channel.cards.feed import MEDIA_TYPE, feed
from connectors.web_channel.cards.fresh import fresh
from connectors.web_channel.cards.pages import CardPages
from connectors.web_channel.cards.shown import PATH, Showing, path_of
from connectors.web_channel.headers import PRIVATE_HEADERS
from rumours.public_cards import PublicCards, public_code
from rumours.rumour import Rumour


def cards_router(cards: PublicCards, texts: Texts, *, publisher: Callable[[], str], default_language: str = "es") -> APIRouter:
    """`publisher` is asked who runs this installation. Routes are `def`: they read the database, and must not hold up the answers to people."""
    router = APIRouter(prefix=PATH, tags=["rumours"])
    showing = Showing(texts, publisher, cards.today)
    pages = CardPages(texts, showing)

    def language_of(request: Request, asked: str | None) -> str:
        return choose_language(asked, request.headers.get("accept-language"), pages.languages, default_language)

    @router.get("", include_in_schema=False)
    def index(request: Request, language: str | None = None) -> Response:
        chosen = language_of(request, language)
        return fresh(pages.index(cards.all(), chosen, _base(request)), "text/html", request, chosen)

    @router.get("/feed.json")
    def feed_of_cards(request: Request, language: str | None = None) -> Response:
        """All public cards as a JSON Feed 1.1."""
        chosen, base = language_of(request, language), _base(request)
        words = pages.words[chosen]
        shown = [showing.card(card, chosen, base) for card in cards.all()]
        made = feed(shown, title=words["title"], description=words["intro"], language=chosen, base=base, publisher=publisher())
        return fresh(_json(made), MEDIA_TYPE, request)

    @router.get("/static/{version}/{name}", include_in_schema=False)
    def static_file(version: str, name: str, request: Request) -> Response:
        return pages.assets.response(version, name, request)

    @router.get("/{name}/claim-review.json")
    def claim_review(name: str, request: Request, language: str | None = None) -> Response:
        """The schema.org ClaimReview of a card; 404 for what is not a fact."""
        card = cards.find(name)
        review = showing.card(card, language_of(request, language), _base(request)).review if card else None
        if review is None:
            raise NotFound("no such review")
        return fresh(_json(review), "application/ld+json", request)

    @router.get("/{name}", include_in_schema=False)
    def page(name: str, request: Request, language: str | None = None) -> Response:
        chosen, base, card = language_of(request, language), _base(request), cards.find(name)
        if card is None:
            return HTMLResponse(pages.gone(chosen, base), 404, headers=PRIVATE_HEADERS | {"Content-Language": chosen})
        if name != public_code(card.id):
            return _moved(card, request)
        related = [found for id in card.related if (found := cards.find(id))]
        return fresh(pages.card(showing.card(card, chosen, base, cards.history(card)), related, chosen, base), "text/html", request, chosen)

    return router


def _moved(card: Rumour, request: Request) -> Response:
    """From the address with the id to the one that does not say the claim."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{path_of(card)}{query}", 308, headers=PRIVATE_HEADERS)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _json(values: dict) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1)
