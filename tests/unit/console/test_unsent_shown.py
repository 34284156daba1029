"""The page that says what works tells staff why messages did not go out, in words, with the last day only."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from bot.bootstrap.states import UNSENT_SAID, HouseStates
from bot.storage.database import make_engine, migrate
from bot.storage.unsent import SqlUnsent
from connectors.whatsapp_channel.refusals import MEANINGS

TEXTS = Path(__file__).parents[3] / "console" / "settings" / "texts"


@pytest.fixture
def engine(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/harrera.db")
    migrate(engine)
    yield engine
    engine.dispose()


def test_reasons_are_shown_with_their_last_day(engine):
    unsent = SqlUnsent(engine)
    for days, reason in enumerate(("window", "bad_request")):
        unsent.note("whatsapp", reason, date.today() - timedelta(days=days))
    shown = HouseStates(SimpleNamespace(database=engine), SimpleNamespace())._unsent("whatsapp")

    yesterday = date.today() - timedelta(days=1)
    assert shown == [("unsent_window", date.today().isoformat()), ("unsent_other", yesterday.isoformat())]


def test_reasons_without_words_of_their_own_are_one_line_with_the_latest_day(engine):
    unsent = SqlUnsent(engine)
    for days, reason in enumerate(("pair_rate", "bad_request", "spam_rate")):
        unsent.note("whatsapp", reason, date.today() - timedelta(days=2 - days))
    shown = HouseStates(SimpleNamespace(database=engine), SimpleNamespace())._unsent("whatsapp")

    assert shown == [("unsent_other", date.today().isoformat())]


def test_every_reason_has_words_in_every_language_of_the_console():
    reasons = {meaning.reason for meaning in MEANINGS.values()}
    assert reasons >= UNSENT_SAID
    for file in TEXTS.glob("*.yml"):
        facts = yaml.safe_load(file.read_text("utf-8"))["states"]["fact"]
        assert all("{value}" in facts[f"unsent_{reason}"] for reason in (*UNSENT_SAID, "other"))
