"""The public page of the figures: what is asked, month by month, for anybody, with the files beside it."""

from connectors.web_channel.figures.routes import figures_router

__all__ = ["figures_router"]
