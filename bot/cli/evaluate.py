"""`harrera evaluate`: how well questions of a file are answered, per language and in all."""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

Route = Literal["matcher", "dialogue"]


def evaluate(
    file: Annotated[Path, typer.Argument(help="JSON lines: id, text, language, topic, acceptable, rumour, city.")],
    through: Annotated[Route, typer.Option(help="The matcher alone, or the whole path with the engine.")] = "matcher",
    city: Annotated[str | None, typer.Option(help="City for lines that name none.")] = None,
    predictions: Annotated[Path | None, typer.Option(help="Write one JSON line per question here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Evaluate questions with known topics; the summary is a table per language."""
    from bot.bootstrap import House
    from bot.settings import Settings
    from matching.evaluation import read_questions, summarise, summary_table

    house = House(Settings()).open()
    questions = read_questions(file, city or house.settings.city)
    made = list(_through_matcher(house, questions)) if through == "matcher" else asyncio.run(_through_dialogue(house, questions))
    if predictions:
        predictions.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in made), encoding="utf-8")
    summary = summarise(questions, made)
    print(json.dumps(summary, indent=2) if as_json else summary_table(summary))


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


async def _through_dialogue(house, questions) -> list[dict]:
    from bot.cli.offline import whole_path

    made = []
    async with whole_path(house) as client:
        for number, question in enumerate(questions):
            started = time.perf_counter()
            body = {"text": question.text, "city": question.city}
            answer = (await client.post("/api/chat", json=body)).raise_for_status().json()
            made.append(_of_answer(question.id, answer, (time.perf_counter() - started) * 1000))
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
