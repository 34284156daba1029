"""`harrera block`: a conversation that abuses the house is not answered any more."""

from typing import Annotated

import typer


def block(
    pseudonym: Annotated[str, typer.Argument(help="The conversation's pseudonym, 32 hexadecimal digits.")],
    remove: Annotated[bool, typer.Option("--remove", help="Answer it again.")] = False,
) -> None:
    """Do not answer a conversation, or answer it again; running houses know within half a minute."""
    import re

    from bot.bootstrap import House
    from bot.errors import BadInput
    from bot.settings import Settings
    from bot.storage.blocked import SqlBlockList

    if not re.fullmatch(r"[0-9a-f]{32}", pseudonym):
        raise BadInput("a pseudonym has 32 hexadecimal digits")
    kept = SqlBlockList(House(Settings()).open().database)
    if remove:
        print("answered again" if kept.remove(pseudonym) else "was not blocked")
    else:
        kept.add(pseudonym)
        print("blocked")
