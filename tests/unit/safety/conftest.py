"""One detector for all safety tests: building it takes a second or two."""

import pytest

from bot.safety import DangerDetector


@pytest.fixture(scope="session")
def detector() -> DangerDetector:
    return DangerDetector.load()
