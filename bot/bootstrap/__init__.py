"""The one place that knows every concrete class and builds the house from the settings."""

from bot.bootstrap.house import House

__all__ = ["House"]
