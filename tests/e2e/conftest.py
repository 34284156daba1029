"""One house for all the talks of a session; tests that harm a house open their own."""

import pytest

from connectors.simulator.serving import Serving
from connectors.simulator.telegram import StandIn
from tests.e2e import telegram_canaries
from tests.e2e.served import served


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """An open house with the real engine. Kept whole: nobody kills or fills it."""
    with served(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def person(house):
    """Somebody who has not written yet."""
    return house.person()


@pytest.fixture(scope="session")
def worn_telegram():
    """(a stand-in for Telegram, where it listens), for the worn house."""
    stand_in = StandIn()
    with Serving(stand_in.app()) as url:
        yield stand_in, url


@pytest.fixture(scope="session")
def worn_house(tmp_path_factory, worn_telegram):
    """A house to which tests may do harm: its engine is killed and stopped while people write."""
    _, telegram_url = worn_telegram
    with served(tmp_path_factory.mktemp("worn-house"), **telegram_canaries.settings(telegram_url)) as house:
        yield house
