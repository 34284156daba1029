"""`harrera telegram ...`: connect the bot of this installation with Telegram, once."""

import asyncio
from typing import Annotated

import typer

app = typer.Typer(help="Connect the bot with Telegram.", no_args_is_help=True)


@app.callback()
def telegram() -> None:
    """Commands for the bot whose token stands in HARRERA_TELEGRAM_TOKEN."""


@app.command("connect")
def connect(address: Annotated[str, typer.Argument(help="Where people reach the house, e.g. https://harrera.example.org")]) -> None:
    """Tell Telegram where to deliver, with our secret, and in how many languages there are commands."""
    from bot.bootstrap import House
    from bot.settings import Settings

    name = asyncio.run(_connect(House(Settings()), address))
    print(f"@{name} delivers to {address}")


async def _connect(house, address: str) -> str:
    from bot.errors import Misconfigured
    from connectors.delivery import SendRefused
    from connectors.telegram_channel import introduce
    from connectors.telegram_channel.webhook import PATH

    secret = house.settings.telegram_secret.get_secret_value()
    if not house.settings.has_telegram or not secret:
        raise Misconfigured("set HARRERA_TELEGRAM_TOKEN and HARRERA_TELEGRAM_SECRET first")
    if not address.startswith("https://"):
        raise Misconfigured("Telegram delivers only to an address that begins with https://")
    try:
        await introduce(house.doors.telegram_bot, house.texts, house.settings.default_language)
        await house.doors.telegram_bot.connect_webhook(f"{address.rstrip('/')}{PATH}", secret)
    except SendRefused:
        raise Misconfigured("Telegram does not take it: is the token right, the address public, the secret A-Z a-z 0-9 _ - only?") from None
    finally:
        await house.doors.telegram_bot.close()
    return house.doors.telegram_bot.own.username
