"""Danger first: is someone in danger now? Asked of every redacted message, whatever state the dialogue engine is in."""

from bot.safety.danger import Danger, DangerDetector

__all__ = ["Danger", "DangerDetector"]
