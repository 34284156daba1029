"""Five hundred messages in flight while the platforms refuse, break their lines and the engine is killed: none lost, none answered twice,
none out of order; the platforms count. Disk, database and killed processes: tests/contract/durable."""

import asyncio
import socket
import time

import pytest

from connectors.simulator.telegram import Failure
from tests.e2e.canaries import leaks, places
from tests.e2e.faults import web_people
from tests.e2e.faults.crowd import Crowd, Verdict, kinds
from tests.e2e.faults.installation import Installation
from tests.e2e.faults.line import Fault
from tests.e2e.faults.platforms import Platforms, platforms
from tests.e2e.test_canary_whatsapp import inside_base64

ON_EACH = 50  # people on each platform, five messages each: five hundred


@pytest.fixture(scope="module")
def both():
    with platforms() as both:
        yield both


@pytest.fixture(scope="module")
def said():
    """Every crowd of this module, for the search at its end."""
    return []


@pytest.fixture(scope="module")
def began():
    return time.time() - 1


@pytest.fixture(scope="module")
def house(tmp_path_factory, both, began):
    """The embedded profile: SQLite, one process and its engine."""
    folder = tmp_path_factory.mktemp("embedded")
    house = Installation(folder, _free_port(), both.settings(), folder / "data")
    try:
        house.start()
        house.wait_until_ready()
        yield house
    finally:
        house.stop()


@pytest.fixture
def crowd(said):
    said.append(Crowd.of(ON_EACH))
    return said[-1]


def test_sick_platforms_and_a_dead_engine(house, both, crowd):
    verdict = asyncio.run(_sick(house, both, crowd))

    assert (verdict.lost, verdict.out_of_order) == ([], []), kinds(list(verdict.first.values()))
    assert verdict.twice == []
    assert house.counted("harrera_sends_total", "retried") > 100 and house.counted("harrera_inbound_total", "parked") == 0
    assert '"engine_silent"' in house.output()


async def _sick(house: Installation, both: Platforms, crowd: Crowd) -> Verdict:
    _refuse(both, 60)
    delivering = asyncio.create_task(crowd.deliver(house.url))
    for number, fault in enumerate((Fault.CUT, Fault.HALF_CLOSED, Fault.SILENT)):
        await crowd.until_answers(both, 60 * (number + 1))
        await _break_for_a_while(both, fault)
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


async def _break_for_a_while(both: Platforms, fault: Fault) -> None:
    """Until each line has broken several times."""
    lines = (both.telegram_line, both.graph_line)
    before = [line.broken for line in lines]
    for line in lines:
        line.fault = fault
    deadline = time.monotonic() + 180
    while any(line.broken < was + 5 for line, was in zip(lines, before)):
        assert time.monotonic() < deadline, f"nobody met {fault}"
        await asyncio.sleep(0.02)
    for line in lines:
        line.fault = Fault.NONE


def test_nothing_of_anybody_is_found_anywhere(house, began, said):
    found = dict(places(house, began))
    wanted = [canary.lower() for crowd in said for canary in crowd.canaries]
    wanted += [inside for crowd in said for each in crowd.neighbours for inside in inside_base64(each.canaries[0])]

    assert len(wanted) > 400 and {"output", "harrera.db", "durable.db"} <= {where.rpartition("/")[2] for where in found}
    assert leaks(found, wanted) == []
    assert leaks({"x": f"log {said[0].canaries[0]}".encode()}, wanted) == ["x"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
