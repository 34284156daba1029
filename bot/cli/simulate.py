"""`harrera simulate ...`: try a channel in the terminal, with no account anywhere: the real house, a stand-in for the platform."""

import asyncio
import secrets
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(help="Try a channel in the terminal, with no account anywhere.", no_args_is_help=True)

DataDir = Annotated[Path, typer.Option(help="Folder of the trial; never that of a house that serves people.")]
LANGUAGE = Annotated[str, typer.Option(help="Language of the person's application.")]
TRIAL = Path("var/simulator")


@app.command("telegram")
def telegram(language: LANGUAGE = "es", data_dir: DataDir = TRIAL) -> None:
    """Talk as somebody on Telegram would. Nothing leaves this machine."""
    from connectors.simulator.serving import Serving
    from connectors.simulator.telegram import StandIn
    from connectors.simulator.telegram_people import TOKEN, Person
    from connectors.simulator.telegram_phone import TelegramPhone

    stand_in, secret = StandIn(), secrets.token_urlsafe(24)
    person = Person(language=language, first_update=secrets.randbelow(2**40))  # an id that an earlier trial had would be a repeat
    with Serving(stand_in.app()) as url:
        settings = {"telegram_token": TOKEN, "telegram_secret": secret, "telegram_api_base": url, "telegram_mode": "webhook"}
        talk_through(TelegramPhone(stand_in, person, secret), data_dir, settings | {"whatsapp_phone_id": ""})


@app.command("whatsapp")
def whatsapp(data_dir: DataDir = TRIAL) -> None:
    """Talk as somebody on WhatsApp would. Nothing leaves this machine."""
    from connectors.simulator.serving import Serving
    from connectors.simulator.whatsapp import StandInGraph
    from connectors.simulator.whatsapp_phone import WhatsAppPhone

    token, secret, number = secrets.token_urlsafe(24), secrets.token_urlsafe(24), "100000000000001"
    graph = StandInGraph(token)
    with Serving(graph.app) as url:
        settings = {"whatsapp_phone_id": number, "whatsapp_token": token, "whatsapp_app_secret": secret}
        settings |= {"whatsapp_verify_token": secrets.token_urlsafe(24), "whatsapp_api_base": url, "telegram_token": ""}
        talk_through(WhatsAppPhone(graph, secret, number), data_dir, settings)


def talk_through(phone: Any, data_dir: Path, settings: dict[str, Any]) -> None:
    """A house of its own for `phone`, and the terminal's lines through its webhook."""
    from bot.bootstrap import House
    from bot.settings import Settings

    print("· Opening a house for the trial", flush=True)
    house = House(Settings(data_dir=data_dir, database_url="", **settings)).open()
    asyncio.run(_talk(house, phone))


async def _talk(house: Any, phone: Any) -> None:
    from bot.cli.offline import whole_path
    from connectors.simulator.terminal import talk

    async with whole_path(house) as client:
        await talk(phone, client, sys.stdin, lambda line: print(line, flush=True))
