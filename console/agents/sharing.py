"""A card to hand on: picture and pocket card."""

from collections.abc import Callable

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.agents.tools import AgentTools
from console.frame import ROOT
from console.frame.doors import allowed
from console.frame.headers import STATIC_HEADERS
from console.frame.visit import Staff
from console.permissions import Act
from rumours.looking_up import Kit
from rumours.sharing.fonts import NoFont
from rumours.sharing.image import image_of
from rumours.sharing.pocket import pocket_card_of
from rumours.sharing.words import shared_words


def add_sharing(router: APIRouter, tools: AgentTools) -> None:
    @router.get("/cards/{card_id}/image.png")
    def image(card_id: str, staff: Staff = allowed(Act.LOOK_UP_RUMOUR)) -> Response:
        kit = _kit(staff, tools, card_id)
        return _file(staff, kit, "image/png", "png", lambda: image_of(shared_words(kit, tools.texts)))

    @router.get("/cards/{card_id}/pocket.pdf")
    def pocket(card_id: str, staff: Staff = allowed(Act.LOOK_UP_RUMOUR)) -> Response:
        kit = _kit(staff, tools, card_id)
        address = f"{str(staff.request.base_url).removesuffix('/').removesuffix(ROOT)}/rumours/{card_id}"
        return _file(staff, kit, "application/pdf", "pdf", lambda: pocket_card_of(shared_words(kit, tools.texts), address))


def _kit(staff: Staff, tools: AgentTools, card_id: str) -> Kit:
    asked = staff.request.query_params.get("in", "")
    kit = tools.look_up.kit(card_id, asked if asked in tools.texts.languages else staff.language)
    if kit is None:
        raise NotFound("no such card")
    return kit


def _file(staff: Staff, kit: Kit, kind: str, ending: str, draw: Callable[[], bytes]) -> Response:
    """A script that no font of this machine can draw is said on a page, not drawn as empty boxes."""
    try:
        content = draw()
    except NoFont:
        return staff.page("agents/no_font.html", 422, kit=kit)
    name = f"{kit.card.id}-{kit.text.language}.{ending}"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store", "Content-Language": kit.text.language}
    return Response(content, media_type=kind, headers=STATIC_HEADERS | headers)
