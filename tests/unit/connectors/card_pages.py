"""The public pages over a store in memory, with a day that tests set."""

from dataclasses import dataclass, field
from datetime import date

from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.errors import HarreraError
from bot.texts import Texts
from connectors.web_channel.cards import cards_router
from rumours.public_cards import PublicCards
from rumours.repository import MemoryRumourRepository
from rumours.rumour import Rumour
from tests.contract.rumours.samples import TODAY

PUBLISHER = "Ayuntamiento de prueba"


@dataclass
class CardSite:
    cards: list[Rumour]
    today: date = TODAY
    store: MemoryRumourRepository = field(default_factory=MemoryRumourRepository)
    app: FastAPI = field(default_factory=FastAPI)

    def __post_init__(self):
        self.store.save(self.cards)
        self.app.include_router(cards_router(PublicCards(self.store, lambda: self.today), Texts.load(), publisher=lambda: PUBLISHER))
        self.client = TestClient(self.app, follow_redirects=False)

        @self.app.exception_handler(HarreraError)
        async def ours(_, error):
            from fastapi.responses import JSONResponse

            return JSONResponse({"error": {"code": error.code}}, error.status)

    def get(self, path: str, **headers: str):
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
