"""The raw body of a request, read with a limit: signatures are checked on these bytes, and nothing larger is ever parsed."""

from fastapi import Request

from bot.errors import TooLarge


async def read_raw(request: Request, limit: int) -> bytes:
    """The whole body. Raises TooLarge as soon as it passes `limit` bytes."""
    refusal = f"the request is larger than {limit // 1024} KB"
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and len(announced) < 19 and int(announced) > limit:
        raise TooLarge(refusal)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge(refusal)
    return bytes(body)
