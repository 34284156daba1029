"""`harrera content links`: are the sources that we name still there?"""

import asyncio
from collections import defaultdict

import typer


def links() -> None:
    """Ask for every source of the live entries and cards; print the dead ones with where they stand, and keep them for the console.

    Exit status 1 when there is one.
    """
    from bot.bootstrap import House
    from bot.privacy_log import log
    from bot.settings import Settings

    house = House(Settings()).open()
    checked = asyncio.run(_checked(_links_of(house)))
    house.measures.links.keep(checked)
    for link in checked:
        if link.why:
            print(f"{'closed to programs' if link.guarded else 'dead'} ({link.why}): {link.url}\n    {', '.join(link.places)}")
    dead = sum(link.dead for link in checked)
    log("links_checked", links=len(checked), dead=dead)
    print(f"{len(checked)} links, {dead} dead, {sum(link.guarded for link in checked)} closed to programs")
    if dead:
        raise typer.Exit(1)


def _links_of(house) -> dict[str, set[str]]:
    """Address -> the entries (`city/id`) and cards (`rumours/id`) that name it."""
    found = defaultdict(set)
    for city in house.repository.cities():
        for entry in house.repository.entries(city):
            for source in entry.sources:
                found[source.url].add(f"{city}/{entry.id}")
    for card in house.cards.cards():
        for evidence in card.evidence:
            found[evidence.url].add(f"rumours/{card.id}")
    return {url: places for url, places in found.items() if url}


async def _checked(found: dict[str, set[str]]):
    import httpx

    from knowledge_base.link_check import TIMEOUT, check_links

    headers = {"User-Agent": "Harrera link check"}
    async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=True, headers=headers) as client:
        return await check_links(found, client)
