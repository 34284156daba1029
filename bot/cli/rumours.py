"""`harrera rumours`: what the rumours room makes of a text."""

import json
from typing import Annotated

import typer

app = typer.Typer(help="The rumours room.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps `check` a command of its own."""


@app.command()
def check(
    text: Annotated[str, typer.Argument(help="What was heard, in any language.")],
    language: Annotated[str | None, typer.Option(help="Language of the reply when the text does not tell.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Cards with their probabilities as JSON.")] = False,
) -> None:
    """Print which cards fit a text, how surely, and what may be said today."""
    from bot.bootstrap import House
    from bot.settings import Settings

    house = House(Settings()).open()
    spoken = house.identify(text, language)[0] or language or house.settings.default_language
    heard = house.toolbox(house.settings.city).rumours.heard(text, spoken)
    found = [_found(house.rumours.card(c.id), c, language or spoken, sure=c in heard.sure) for c in heard.candidates]
    answer = {"language": spoken, "decision": "answer" if heard.sure else "ask" if heard.is_near else "none", "cards": found}
    print(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else _plain(answer))


def _found(card, candidate, language: str, sure: bool) -> dict:
    from datetime import date

    text = card.text_for(language)
    verdict, state = card.verdict.value, card.state(date.today()).value
    found = {"id": card.id, "probability": round(candidate.probability, 4), "sure": sure, "verdict": verdict, "state": state}
    return found | {"title": text.title, "public": text.public}


def _plain(answer: dict) -> str:
    lines = [answer["decision"]]
    for card in answer["cards"]:
        lines.append(f"{card['probability']:.2f}  {card['id']} ({card['verdict']}, {card['state']}): {card['title']}")
        lines += [f"      {card['public']}"] if card["sure"] else []
    return "\n".join(lines)
