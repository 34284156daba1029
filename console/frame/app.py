"""The console as an application of its own, mounted under /console: its errors are pages, and nothing of it is in the public API."""

from collections.abc import Sequence

from fastapi import FastAPI, Request, Response

from bot.texts import Texts
from console.desk import Desk
from console.frame.cookies import Cookies
from console.frame.doors import open_to_all
from console.frame.errors import add_errors
from console.frame.look import Look
from console.frame.sections import Section
from console.frame.texts import ConsoleTexts


def console_app(
    desk: Desk, sections: Sequence[Section], names: Texts, *, always_secure: bool = False, texts: ConsoleTexts | None = None
) -> FastAPI:
    """`sections` in the order of the rail; `names` are the bot's texts, for names and directions of languages."""
    app = FastAPI(title="Harrera console", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.desk, app.state.cookies = desk, Cookies(always_secure)
    app.state.look = look = Look(sections, names, texts)
    add_errors(app)

    @app.get("/static/{version}/{name}", dependencies=[open_to_all()])
    def static_file(version: str, name: str, request: Request) -> Response:
        return look.assets.response(version, name, request)

    for section in sections:
        app.include_router(section.router)
    return app
