"""Which town somebody speaks of."""

import pytest

from bot.towns import Towns

TOWNS = Towns.load({"bilbao", "valencia"})


@pytest.mark.parametrize(
    "text",
    [
        "estoy en Valencia sin casa",
        "VALÈNCIA, el padrón",
        "Valentzian bizi naiz",
        "je suis à valence",
        "rani f valencia",
        "أسكن ففالنسيا",
        "живу в Валенсии",
        "我在瓦伦西亚",
    ],
)
def test_town_is_known_in_all_languages(text):
    assert TOWNS.spoken_of(text) == "valencia"


@pytest.mark.parametrize(
    "text", ["vengo de Valencia", "clases de valenciano", "de Valencia a Bilbao", "en Madrid", "", "je viens de Valence"]
)
def test_where_somebody_comes_from_or_two_towns_say_nothing(text):
    assert TOWNS.spoken_of(text) is None


def test_town_without_entries_is_no_town():
    assert Towns.load({"bilbao"}).spoken_of("en Valencia") is None
