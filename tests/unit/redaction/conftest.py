"""One redactor for all tests of this room: it takes about two seconds to load and holds no state."""

import pytest

from bot.redaction import Redactor


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return Redactor.load()
