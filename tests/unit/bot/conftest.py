"""What every action may use, on a small knowledge base that is sure of one question and doubts another."""

import pytest

from tests.unit.bot.fakes import ASKED, FakeLibrary, doubtful, sure_of, toolbox


@pytest.fixture
def tools():
    found = {ASKED: sure_of("tis-osakidetza"), "quizas": doubtful("escolarizacion", "tis-osakidetza")}
    return toolbox(FakeLibrary(found=found))
