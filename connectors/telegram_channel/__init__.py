"""The Telegram channel: a webhook (or long polling for development), what comes in tamed, what goes out rendered and sent."""

from connectors.telegram_channel.channel import TelegramChannel
from connectors.telegram_channel.opening import introduce, opened
from connectors.telegram_channel.rendering import Rendering
from connectors.telegram_channel.sending import BotApi
from connectors.telegram_channel.short_payloads import ShortPayloads
from connectors.telegram_channel.webhook import telegram_router

__all__ = ["BotApi", "Rendering", "ShortPayloads", "TelegramChannel", "introduce", "opened", "telegram_router"]
