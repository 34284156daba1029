"""The public pages of the cards: read only, for anybody, with what other programs read beside them."""

from connectors.web_channel.cards.routes import cards_router

__all__ = ["cards_router"]
