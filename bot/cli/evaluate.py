"""`harrera evaluate`: how well questions of a file are answered, or rumours recognised, per language and in all."""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

Route = Literal["matcher", "dialogue"]


def evaluate(
    file: Annotated[Path, typer.Argument(help="JSON lines: id, text, language, topic, acceptable, rumour, acceptable_rumours, city.")],
    through: Annotated[Route, typer.Option(help="The matcher alone, or the whole path with the engine.")] = "matcher",
    city: Annotated[str | None, typer.Option(help="City for lines that name none.")] = None,
    predictions: Annotated[Path | None, typer.Option(help="Write one JSON line per question here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Evaluate questions with known topics, or messages with known rumours; the summary is a table per language."""
    from bot.bootstrap import House
    from bot.settings import Settings
    from matching.evaluation import summary_table
    from rumours.evaluation import is_about_rumours

    house = House(Settings()).open()
    of = _rumours if is_about_rumours(file) else _questions
    made, summary, figures = of(house, file, through, city or house.settings.city)
    if predictions:
        predictions.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in made), encoding="utf-8")
    print(json.dumps(summary, indent=2) if as_json else summary_table(summary, figures))


def _questions(house, file: Path, through: Route, city: str):
    from matching.evaluation import FIGURES, read_questions, summarise

    questions = read_questions(file, city)
    made = (
        list(_through_matcher(house, questions)) if through == "matcher" else asyncio.run(_through_dialogue(house, questions, _of_answer))
    )
    return made, summarise(questions, made), FIGURES


def _rumours(house, file: Path, through: Route, city: str):
    from rumours.evaluation import FIGURES, read_messages, summarise

    messages = read_messages(file, city)
    route = list(through_room(house, messages)) if through == "matcher" else asyncio.run(_through_dialogue(house, messages, _of_told))
    return route, summarise(messages, route), FIGURES


def through_room(house, messages) -> Iterator[dict]:
    """Both matchers, as the rumours room weighs them, without the engine's opinion of what kind of message it is."""
    house.rumours.cards()  # fitted before the first message, so that it is not among the times
    for city in {message.city for message in messages}:
        house.library.topics(city)
    for message in messages:
        desk = house.toolbox(message.city).rumours
        started = time.perf_counter()
        language = house.identify(message.text)[0] or house.settings.default_language
        yield _of_room(message, language, desk) | {"milliseconds": round((time.perf_counter() - started) * 1000, 2)}


def _of_room(message, language: str, desk) -> dict:
    from knowledge_base.question import Question

    heard = desk.heard(message.text, language)
    weighed = desk.weighed(Question(message.text, language, language, message.city))
    return {
        "id": message.id,
        "decision": "answer" if weighed.rumours else "ask" if heard.is_near else "none",
        "candidates": [{"id": c.id, "probability": round(c.probability, 4)} for c in heard.candidates],
        "answered": [c.id for c in weighed.rumours],
        "topic": weighed.beside.topic if weighed.beside else None,
        "language": language,
    }


def _through_matcher(house, questions) -> Iterator[dict]:

    for question in questions:
        house.library.open(question.city)
    for question in questions:
        started = time.perf_counter()
        language = house.identify(question.text)[0] or house.settings.default_language
        match = house.library.match(question.text, language, question.city)
        yield {
            "id": question.id,
            "decision": match.decision,
            "candidates": [{"id": c.id, "probability": round(c.probability, 4)} for c in match.candidates],
            "language": language,
            "milliseconds": round((time.perf_counter() - started) * 1000, 2),
        }


async def _through_dialogue(house, questions, read: Callable[[str, dict, float], dict]) -> list[dict]:
    from bot.cli.offline import whole_path

    made = []
    async with whole_path(house) as client:
        for number, question in enumerate(questions):
            started = time.perf_counter()
            body = {"text": question.text, "city": question.city}
            answer = (await client.post("/api/chat", json=body)).raise_for_status().json()
            made.append(read(question.id, answer, (time.perf_counter() - started) * 1000))
            if number % 50 == 49:
                print(f"· {number + 1} of {len(questions)}", file=sys.stderr, flush=True)
    return made


def _of_answer(id: str, answer: dict, milliseconds: float) -> dict:
    """The topic that a reply carries, or those it offers as buttons when it asks back."""
    replies = answer.get("replies", [])
    carrying = next((reply for reply in replies if reply["topic"]), None)
    asking = next((reply for reply in replies if reply["decision"] == "ask"), None)
    if carrying:
        decision, ids = "answer", [carrying["topic"]]
    elif asking:
        decision, ids = "ask", [b["payload"].removeprefix("topic:") for b in asking["buttons"] if b["payload"].startswith("topic:")]
    else:
        decision, ids = "none", []
    probability = (carrying or asking or {}).get("probability") or 0.0
    candidates = [{"id": topic, "probability": probability if position == 0 else 0.0} for position, topic in enumerate(ids)]
    return {
        "id": id,
        "decision": decision,
        "candidates": candidates,
        "language": answer.get("language", ""),
        "milliseconds": round(milliseconds, 2),
    }


def _of_told(id: str, answer: dict, milliseconds: float) -> dict:
    """The rumours that replies carry, or those they offer as buttons, and the topic beside them."""
    replies = answer.get("replies", [])
    told = [reply["rumour"] for reply in replies if reply["rumour"]]
    offered = [
        b["payload"].removeprefix("rumour:")
        for r in replies
        if r["decision"] == "ask"
        for b in r["buttons"]
        if b["payload"].startswith("rumour:")
    ]
    probability = next((reply.get("probability") or 0.0 for reply in replies if reply["rumour"]), 0.0)
    return {
        "id": id,
        "decision": "answer" if told else "ask" if offered else "none",
        "candidates": [{"id": rumour, "probability": probability if rumour in told[:1] else 0.0} for rumour in told + offered],
        "answered": told,
        "topic": next((reply["topic"] for reply in replies if reply["topic"]), None),
        "language": answer.get("language", ""),
        "milliseconds": round(milliseconds, 2),
    }
