"""Canary: words, chat and ids of an update are nowhere in clear, neither while it is in flight nor after; then they are not there at all."""

import asyncio
import base64
from dataclasses import replace

from sqlalchemy import inspect, text

from bot.sealing import Sealer
from bot.storage.database import make_engine
from bot.storage.inflight import SqlInflight
from tests.contract.durable.platform import library_rows, opened, states, until, update

PHONE = "34612345678"
WAMID = "wamid." + base64.b64encode(b"\x1d\x18\x0b" + PHONE.encode() + b"\x15\x02").decode()
WORDS = "zqcanary mi NIE es X1234567L"


def found(place, folder, *needles: str) -> list[str]:
    """Places (files, tables) with a needle, as it is or in base64."""
    wanted = [form for needle in needles for form in (needle.encode(), base64.b64encode(needle.encode())[:-4])]
    everything = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".jsonl"}
    if place.engine.dialect.name == "postgresql":
        everything |= dict(_tables(place))
    assert len(everything) > 3
    return [where for where, content in everything.items() if any(needle in content for needle in wanted)]


def _tables(place):
    with place.engine.connect() as connection:
        for schema in (connection.execute(text("SELECT current_schema()")).scalar_one(), place.library_schema):
            for table in inspect(place.engine).get_table_names(schema=schema):
                rows = connection.execute(text(f"SELECT * FROM {schema}.{table}")).all()
                yield f"{schema}.{table}", repr([tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows]).encode()


async def test_update_in_flight_is_encrypted_and_then_gone(place, platform, tmp_path):
    async with opened(replace(place, pause=asyncio.sleep), platform) as inbox:
        await inbox.accept(update(WAMID, chat=PHONE, words=WORDS, slow=0.5, times=2))
        await until(lambda: platform.asked == [WAMID])
        assert states(place.engine) == {"waiting": 1} and library_rows(place) > 0
        assert found(place, tmp_path, PHONE, WAMID, "zqcanary", "X1234567L") == []
        await until(lambda: states(place.engine) == {"done": 1} and library_rows(place) == 0)
        assert found(place, tmp_path, PHONE, WAMID, "zqcanary", "X1234567L") == []
        with place.engine.connect() as connection:
            row = connection.execute(text("SELECT conversation, sealed, workflow_id FROM inflight")).one()

    assert row[:2] == (None, None) and row[2].startswith("telegram:") and len(platform.sent()) == 2


async def test_faults_leave_no_words_behind(place, platform, tmp_path):
    """What the library stores of a step that fails, and of an answer that is parked."""
    async with opened(place, platform) as inbox:
        await inbox.accept(update("1", chat=PHONE, words=WORDS, replies_fail=99))
        await inbox.accept(update("2", chat=PHONE, words=WORDS, refuse=["crash"]))
        await until(lambda: states(place.engine) == {"parked": 1, "done": 1})
        assert found(place, tmp_path, PHONE, "zqcanary") == []


def test_search_would_find_what_is_in_clear(place, tmp_path):
    SqlInflight(place.engine).add("telegram:1", "pseudonym", b"zqcanary")
    (tmp_path / "other").write_text(f"log {PHONE}")
    (tmp_path / "third").write_text("nothing")

    assert len(found(place, tmp_path, "zqcanary", PHONE)) >= 2


def test_sealed_content_can_be_read_with_the_secret_only(place):
    sealed = Sealer(place.secret, "inflight").seal({"text": WORDS})
    assert b"zqcanary" not in sealed and Sealer(place.secret, "inflight").open(sealed) == {"text": WORDS}


async def test_library_stores_json_and_no_pickles(place, platform):
    """A pickle in a database is a program that whoever can write there can run."""
    async with opened(replace(place, pause=asyncio.sleep), platform) as inbox:
        await inbox.accept(update("1", refuse=[600]))
        await until(lambda: bool(platform.refusals) and not platform.refusals["chat-1"])
        engine = make_engine(place.library_url)
        schema = "" if engine.dialect.name == "sqlite" else f"{place.library_schema}."
        with engine.connect() as connection:
            kinds = set(connection.execute(text(f"SELECT serialization FROM {schema}operation_outputs")).scalars())
        engine.dispose()

    assert kinds == {"portable_json"}
