"""Answers that a browser or a reader of feeds may keep: the same content has the same ETag, and is not sent twice."""

import hashlib

from fastapi import Request, Response

from connectors.web_channel.headers import STATIC_HEADERS

KEPT_SECONDS = 300


def fresh(body: str, media_type: str, request: Request, language: str = "") -> Response:
    """`body`, or 304 without it when the caller has it already. `language` is that of a page that was chosen by a header too."""
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:20]}"'
    headers = STATIC_HEADERS | {"ETag": tag, "Cache-Control": f"public, max-age={KEPT_SECONDS}", "Vary": "Accept-Language"}
    headers |= {"Content-Language": language} if language else {}
    if _has_it(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _has_it(known: str, tag: str) -> bool:
    """Compared weakly, as RFC 9110 asks for: a proxy that squeezes a page marks its tag with W/."""
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return tag in tags or "*" in tags
