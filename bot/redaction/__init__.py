"""Redaction: the door between what a person wrote and everything that stores, logs or forwards it."""

from bot.redaction.redactor import Redactor

__all__ = ["Redactor"]
