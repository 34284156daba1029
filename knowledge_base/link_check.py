"""Which links of what we publish are dead: each address once, a few hosts at a time, and one host never twice at once."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import httpx

AT_ONCE = 6  # hosts
TIMEOUT = 15.0  # seconds for one answer
PAUSE = 1.0  # seconds between two questions to one host
_NO_HEAD = {403, 404, 405, 406, 429, 500, 501, 503}  # some servers refuse or spoil HEAD: such an answer is asked for again with GET
_GUARDED = {401, 403, 429}  # something is there, and does not want a program to read it


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """`why` is the status or the kind of error; empty for a link that works. `guarded`: there, but closed to programs."""

    url: str
    places: tuple[str, ...]
    why: str = ""
    guarded: bool = False

    @property
    def dead(self) -> bool:
        return bool(self.why) and not self.guarded


async def check_links(links: Mapping[str, Iterable[str]], client: httpx.AsyncClient, pause: float = PAUSE) -> list[CheckedLink]:
    """Ask for each address of `links` (address -> where it stands); sorted by address. `client` follows redirects."""
    hosts, gate = defaultdict(list), asyncio.Semaphore(AT_ONCE)
    for url in links:
        hosts[url.split("/")[2]].append(url)

    async def of_host(urls: list[str]) -> list[CheckedLink]:
        async with gate:
            return [await _checked(url, tuple(sorted(links[url])), client, pause if number else 0.0) for number, url in enumerate(urls)]

    found = await asyncio.gather(*map(of_host, hosts.values()))
    return sorted((link for of_one in found for link in of_one), key=lambda link: link.url)


async def _checked(url: str, places: tuple[str, ...], client: httpx.AsyncClient, pause: float) -> CheckedLink:
    await asyncio.sleep(pause)
    try:
        status = (await client.head(url)).status_code
        if status in _NO_HEAD:
            await asyncio.sleep(pause)
            async with client.stream("GET", url) as answer:  # its body is not read
                status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return CheckedLink(url, places, type(error).__name__)
    return CheckedLink(url, places, "" if status < 400 else str(status), status in _GUARDED)
