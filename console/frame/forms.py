"""What a browser sends: read with a limit before anything is parsed, then each value tamed."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from bot.errors import BadInput
from bot.http.bodies import read_raw

FORM_LIMIT = 512 * 1024  # bytes; the longest text of an entry in all its fields takes a tenth of it
_MOST_FIELDS = 1000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form. The name is the sender's: never a path of ours."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one form; `data` is what came as JSON instead."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    data: Any = field(default=None, repr=False)

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        return next(iter(self.values.get(name, ())), default)

    def all(self, name: str) -> list[str]:
        return list(self.values.get(name, ()))

    def upload(self, name: str) -> Upload | None:
        return self.uploads.get(name)


async def read_form(request: Request, limit: int = FORM_LIMIT) -> Form:
    """Fields, files or JSON, whatever came. Raises TooLarge as soon as the body passes `limit` bytes, BadInput when it cannot be read."""
    body = await read_raw(request, limit)
    if request.headers.get("content-type", "").partition(";")[0].strip() == "application/json":
        return Form(data=_json(body))
    reading = Request(request.scope, _sender(body)).form(max_files=20, max_fields=_MOST_FIELDS, max_part_size=limit)
    try:
        async with reading as found:
            return await _form_of(found.multi_items())
    except HTTPException:
        raise BadInput("the form cannot be read") from None


async def _form_of(pairs: list[tuple[str, str | UploadFile]]) -> Form:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if isinstance(value, str):
            values.setdefault(name, []).append(tamed(value))
    uploads = {name: Upload(value.filename or "", await value.read()) for name, value in pairs if isinstance(value, UploadFile)}
    return Form(values, uploads)


def tamed(text: str) -> str:
    """Lines end as everywhere else, and control characters are gone; always encodable as UTF-8."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.encode("utf-8", "replace").decode("utf-8")


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("the body is not JSON") from None


def _sender(body: bytes):
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
