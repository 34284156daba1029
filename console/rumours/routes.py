"""Pages of the cards: the table, one card, the picture of a draft, and what is done with a card."""

from collections.abc import Callable
from datetime import date

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.editing.acts import editing_routes, today
from console.editing.bench import author_name
from console.editing.listing import MISSING, Line, listed
from console.editing.table import table_page
from console.frame.doors import allowed
from console.frame.headers import STATIC_HEADERS
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.permissions import Act
from console.rumours.bench import CardBench
from rumours.repository import EVERYWHERE
from rumours.rumour import CATEGORIES, PARTS, Rumour, State
from rumours.sharing.fonts import NoFont

STATES = (MISSING, "machine-draft", "draft", "reviewed")
Picture = Callable[[Rumour, str, date], bytes]  # (card, language, today) -> PNG; raises NoFont


def cards_section(bench: CardBench, picture: Picture) -> Section:
    """`picture` draws the picture that agents hand on."""
    router = APIRouter(prefix="/rumours")

    @router.get("")
    def table(staff: Staff = allowed(bench.acts.see)) -> Response:
        return _table(staff, bench)

    @router.get("/{city}/{id}")
    def card(city: str, id: str, staff: Staff = allowed(bench.acts.see)) -> Response:
        return _card(staff, bench, city, id)

    @router.get("/{city}/{id}/draft/{author}/picture.png")
    def drawn(city: str, id: str, author: str, staff: Staff = allowed(bench.acts.write)) -> Response:
        trial = bench.trial(bench.draft(city, id, author))
        if trial is None:
            raise NotFound("a draft with faults has no picture")
        try:
            png = picture(trial.entry, bench.language(staff.request.query_params.get("in", "es")), today())
        except NoFont:
            raise NotFound("no font of this machine draws it") from None
        return Response(png, media_type="image/png", headers=STATIC_HEADERS | {"Cache-Control": "no-store"})

    editing_routes(router, bench)
    return Section("rumours", router, (Place("rumours", "rumours", "/rumours", Act.SEE_RADAR),))


def _table(staff: Staff, bench: CardBench) -> Response:
    cards, drafts = bench.desk.papers.all(), bench.desk.drafts.of_city(EVERYWHERE)
    lines = listed(cards, drafts, lambda card: _line(card, bench, staff.language), bench.usual)
    categories = {name: staff.say(f"rumours.categories.{name}") for name in CATEGORIES}
    columns = {code: code for code in bench.usual}
    return table_page(staff, bench, EVERYWHERE, lines, sections=categories, columns=columns, states=STATES)


def _line(card: Rumour, bench: CardBench, language: str) -> Line:
    texts = {code: state_of(card, code) for code in bench.usual}
    is_due = card.review_by <= today() or card.state(today()) is State.SUGGESTED
    return Line(card.id, (card.category,), card.text_for(language).title, texts, is_due)


def state_of(card: Rumour, language: str) -> str:
    """One of STATES."""
    return card.texts[language].status.value if language in card.texts else MISSING


def _card(staff: Staff, bench: CardBench, city: str, id: str) -> Response:
    card, drafts = bench.find(city, id), [draft for draft in bench.desk.drafts.of_city(city) if draft.entry_id == id]
    if card is None and not drafts and not bench.desk.papers.versions(city, id):
        raise NotFound("there is no such card")
    languages = bench.usual | {code: bench.languages.get(code, code) for code in (card.texts if card else ())}
    texts = [(code, name, state_of(card, code) if card else MISSING) for code, name in languages.items()]
    asleep = [part for part in PARTS if card and card.state(today(), part) is State.SUGGESTED]
    authors = {draft.author: author_name(staff, draft.author) for draft in drafts}
    values = {"card": card, "drafts": drafts, "authors": authors, "texts": texts, "today": today(), "asleep": asleep}
    return bench.page(staff, "rumours/card.html", city, id, **values)
