"""`harrera ask`: one question through the whole path, as a person's message goes."""

import asyncio
import json
from typing import Annotated

import typer


def ask(
    text: Annotated[str, typer.Argument(help="The question, in any language.")],
    language: Annotated[str | None, typer.Option(help="Language of the reply when the text does not tell.")] = None,
    city: Annotated[str | None, typer.Option(help="City whose entries answer.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The answer of /api/chat as it is.")] = False,
) -> None:
    """Ask one question and print the replies with their sources."""
    from bot.bootstrap import House
    from bot.settings import Settings

    answer = asyncio.run(_ask(House(Settings()).open(), text, language, city))
    print(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else _plain(answer))


async def _ask(house, text: str, language: str | None, city: str | None) -> dict:
    from bot.cli.offline import whole_path
    from bot.errors import BadInput

    async with whole_path(house) as client:
        body = {"text": text, "language": language, "city": city}
        response = await client.post("/api/chat", json={name: value for name, value in body.items() if value})
    answer = response.json()
    if "error" in answer:
        raise BadInput(answer["error"]["message"])
    return answer


def _plain(answer: dict) -> str:
    lines = []
    for reply in answer["replies"]:
        lines += [reply["text"], *(f"  [{button['title']}]" for button in reply["buttons"])]
        lines += [f"  {source['title']} · {source['checked_on']} · {source['url']}" for source in reply["sources"]]
        lines += [f"  {reply['notice']}"] if reply["notice"] else []
    return "\n".join(lines)
