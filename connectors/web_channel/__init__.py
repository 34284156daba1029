"""The chat page and its API: the web channel."""

from connectors.web_channel.conversation_ids import ConversationIds
from connectors.web_channel.events import LaterDoor
from connectors.web_channel.routes import web_router

__all__ = ["ConversationIds", "LaterDoor", "web_router"]
