"""`harrera audit ...`: the trail of what staff did."""

from typing import Annotated

import typer

app = typer.Typer(help="The trail of what staff did.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Commands for the audit trail, which only grows."""


@app.command()
def check(since: Annotated[int, typer.Option(min=1, help="First row; after a change of the secret, the row behind it.")] = 1) -> None:
    """Is the trail whole? Prints the last digest, to be compared with one noted earlier; exit status 1 when a row does not fit."""
    from bot.bootstrap import House
    from bot.settings import Settings

    found = House(Settings()).open().staff.desk.audit.check(since)
    if found.broken_at:
        print(f"broken: row {found.broken_at} was changed, or a row before it is missing; the {found.rows} before it fit")
        raise typer.Exit(1)
    print(f"whole: {found.rows} rows, last digest {found.last_digest}")
