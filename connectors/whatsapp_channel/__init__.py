"""The WhatsApp channel: the webhook, what comes in tamed, what goes out rendered and sent."""

from connectors.whatsapp_channel.channel import WhatsAppChannel
from connectors.whatsapp_channel.sending import GraphApi
from connectors.whatsapp_channel.templates import Template
from connectors.whatsapp_channel.webhook import whatsapp_router

__all__ = ["GraphApi", "Template", "WhatsAppChannel", "whatsapp_router"]
