"""From an HTTP request to a question: limits first, then each field tamed. The first step of a message on the web."""

import json
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import BadInput
from bot.http.bodies import read_raw
from connectors.channel import readable

BODY_LIMIT = 64 * 1024  # bytes; the longest message we read takes less than a tenth of it
_FORM_FIELDS = 20


class Question(BaseModel):
    """What a person sends. Unknown fields are ignored; `repr` shows no text."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True, hide_input_in_errors=True)

    text: str = Field(repr=False, description="What the person wrote, or the payload of the button they pressed.")
    conversation: str | None = Field(None, repr=False, description="Id from the last answer; none starts a new conversation.")
    language: str | None = Field(None, description="Language of the page, a hint only.")
    city: str | None = Field(None, pattern=r"^[a-z][a-z0-9-]{0,63}$", description="City whose entries answer.")


async def read_body(request: Request) -> bytes:
    """The whole body. Raises TooLarge as soon as it passes BODY_LIMIT, before anything is parsed."""
    return await read_raw(request, BODY_LIMIT)


def question_of_json(body: bytes) -> Question:
    """Raises BadInput, naming the fields but never their values."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("the body is not JSON") from None
    if not isinstance(fields, dict):
        raise BadInput("the body is not a JSON object")
    return _question(fields)


def question_of_form(body: bytes) -> Question:
    """The page's own form, for browsers without JavaScript: a pressed button (`payload`) counts before `text`. Raises BadInput."""
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FORM_FIELDS)
    except ValueError:
        raise BadInput("the form has too many fields") from None
    fields = {name: value for name, value in pairs if value}
    return _question(fields | {"text": fields.get("payload") or fields.get("text", "")})


def _question(fields: dict[str, Any]) -> Question:
    known = {name: fields[name] for name in Question.model_fields if name in fields}
    tamed = {name: readable(value) if isinstance(value, str) else value for name, value in known.items()}
    try:
        return Question.model_validate(tamed)
    except ValidationError as error:
        wrong = sorted({str(fault["loc"][0]) for fault in error.errors(include_input=False)})
    raise BadInput(f"missing or of the wrong type: {', '.join(wrong)}")
