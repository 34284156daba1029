"""Redis, an engine, an app and PostgreSQL die one after the other, while people write on the platforms and ask on the page."""

import asyncio
import time

from tests.e2e.faults import web_people
from tests.e2e.faults.crowd import Crowd, Verdict
from tests.e2e.faults.platforms import Platforms
from tests.e2e.scaled import Scaled


async def all_dies(house: Scaled, platforms: Platforms, crowd: Crowd) -> tuple[Verdict, float]:
    """(what the crowd says in the end, when the app was killed, on the clock `time.monotonic`). The app stays dead.

    Who asks on the page is always answered rightly.
    """
    await crowd.deliver(house.url, last=4)
    house.redis.kill()
    wrong = await web_people.ask(house.url, 10, crowd.address)
    house.redis.start()
    house.engines[0].kill()
    wrong += await web_people.ask(house.url, 10, crowd.address)
    killed = time.monotonic()
    house.apps[1].kill()
    # only now: what is taken while nothing can be recorded is known to the living process alone
    await asyncio.to_thread(house.postgresql, "stop")
    knocking = asyncio.create_task(crowd.deliver(house.url, first=4))
    await crowd.until_refused(5)
    wrong += await web_people.ask(house.url, 10, crowd.address)
    await asyncio.to_thread(house.postgresql, "start")
    await knocking
    wrong += await web_people.ask(house.url, 10, crowd.address)
    assert wrong == []
    return await crowd.until_answered(platforms), killed
