"""The Graph API of Meta, as far as an answer needs it: send a message, mark one as read. One try each; who calls decides about more."""

import httpx

from connectors.delivery import PlatformState, SendRefused
from connectors.whatsapp_channel.refusals import Meaning, meaning_of

TIMEOUT = 15.0


class GraphApi:
    """Sends from one number. An answer that is not clearly a yes is a no that may be tried again."""

    def __init__(self, base: str, phone_id: str, token: str, transport: httpx.AsyncBaseTransport | None = None):
        self._number = f"{base.rstrip('/')}/{phone_id}"
        self._path = f"{self._number}/messages"
        # a town hall may only reach the world through a proxy; a stand-in on this machine is reached directly
        self._http = httpx.AsyncClient(
            headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT, trust_env=base.startswith("https://"), transport=transport
        )

    async def post(self, message: dict) -> None:
        """Returns when the platform took `message`. Raises PlatformRefused."""
        try:
            response = await self._http.post(self._path, json={"messaging_product": "whatsapp"} | message)
        except httpx.HTTPError as error:
            raise PlatformRefused(Meaning("network", False)) from error
        if not response.is_success:
            raise PlatformRefused(meaning_of(response.status_code, _code(response), _wait(response)))

    async def state(self) -> PlatformState:
        """Whether our token is good now and the number ours. Where Meta delivers to, it tells only the owner of the app. Never raises."""
        try:
            response = await self._http.get(self._number, params={"fields": "id"})
        except httpx.HTTPError:
            return PlatformState("silent")
        if response.is_success:
            return PlatformState("works")
        return PlatformState("refused" if response.status_code in (400, 401, 403, 404) else "silent")

    async def close(self) -> None:
        await self._http.aclose()


class PlatformRefused(SendRefused):
    """`reason` is a word of ours (connectors/whatsapp_channel/refusals.py)."""

    def __init__(self, meaning: Meaning):
        super().__init__(meaning.permanent, meaning.wait)
        self.reason = meaning.reason


def _code(response: httpx.Response) -> int | None:
    try:
        code = response.json()["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return None
    return code if isinstance(code, int) else None


def _wait(response: httpx.Response) -> float | None:
    """Seconds of a `Retry-After` header, at most an hour."""
    seconds = response.headers.get("retry-after", "")
    return float(min(int(seconds), 3600)) if seconds.isdecimal() and len(seconds) < 10 else None
