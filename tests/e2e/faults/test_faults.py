"""Five hundred messages in flight while the platforms refuse, break their lines and the engine is killed: none lost, none answered twice,
none out of order; the platforms count. Killed processes and a full disk: test_deaths.py."""

import asyncio

from connectors.simulator.telegram import Failure
from tests.e2e.canaries import leaks, places
from tests.e2e.faults import web_people
from tests.e2e.faults.crowd import Crowd, Verdict, kinds
from tests.e2e.faults.installation import Installation
from tests.e2e.faults.line import Fault
from tests.e2e.faults.platforms import Platforms
from tests.e2e.test_canary_whatsapp import inside_base64


def test_sick_platforms_and_a_dead_engine(house, both, crowd):
    silent = house.output().count('"engine_silent"')
    verdict = asyncio.run(_sick(house, both, crowd))

    assert (verdict.lost, verdict.out_of_order) == ([], []), kinds(list(verdict.first.values()))
    assert verdict.twice == []
    assert house.counted("harrera_sends_total", "retried") > 100 and house.counted("harrera_inbound_total", "parked") == 0
    assert house.output().count('"engine_silent"') > silent


async def _sick(house: Installation, both: Platforms, crowd: Crowd) -> Verdict:
    _refuse(both, 60)
    delivering = asyncio.create_task(crowd.deliver(house.url))
    for number, fault in enumerate((Fault.CUT, Fault.HALF_CLOSED, Fault.SILENT)):
        await crowd.until_answers(both, 60 * (number + 1))
        await both.break_for_a_while(fault)
    house.kill_engine()
    wrong = await web_people.ask(house.url, 20, crowd.address)
    await delivering
    assert crowd.messages == crowd.delivered == 500 and wrong == []
    return await crowd.until_answered(both)


def _refuse(both: Platforms, times: int) -> None:
    """Too fast, ill, ill without a word of JSON."""
    for _ in range(times // 3):
        both.telegram.failures.extend([Failure(429, "Too Many Requests", {"retry_after": 1}), Failure(500, "Internal"), Failure(502, "")])
        both.graph.fail(429, 130429, retry_after=1)
        both.graph.fail(500, 131000)
        both.graph.fail(502)


def test_nothing_of_anybody_is_found_anywhere(house, began, said):
    found = dict(places(house, began))
    wanted = [canary.lower() for crowd in said for canary in crowd.canaries]
    wanted += [inside for crowd in said for each in crowd.neighbours for inside in inside_base64(each.canaries[0])]

    assert len(wanted) > 400 and {"output", "harrera.db", "durable.db"} <= {where.rpartition("/")[2] for where in found}
    assert leaks(found, wanted) == []
    assert leaks({"x": f"log {said[0].canaries[0]}".encode()}, wanted) == ["x"]
