"""A library that is live: what changes in the repository is answered without a restart."""

import threading
import time
from dataclasses import replace

import pytest

from knowledge_base.city_content import CityContent
from matching.following import LOOK_AGAIN
from tests.unit.bot.fakes import entry, memory_library


def until(done) -> None:
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_changed_entry_is_live_without_a_restart():
    library, repository = memory_library()
    repository.save([entry("a"), entry("b")])
    library.open("bilbao")
    assert library.size("bilbao") == 2
    repository.save([replace(entry("a"), texts={"es": replace(entry("a").texts["es"], summary="Edited.")}), entry("c")])
    time.sleep(LOOK_AGAIN)

    until(lambda: library.entry("a", "bilbao").texts["es"].summary == "Edited.")
    assert library.entry("c", "bilbao") and library.size("bilbao") == 3


def test_old_entries_answer_while_the_new_ones_are_fitted():
    library, repository = memory_library()
    repository.save([entry("a")])
    library.open("bilbao")
    gate = threading.Event()
    read = repository.entries
    repository.entries = lambda city: (gate.wait(20), read(city))[1]
    repository.publish([CityContent("bilbao", (entry("b"),), negatives=())])  # too much for a patch: all is fitted
    time.sleep(LOOK_AGAIN)

    assert library.entry("a", "bilbao") and library.entry("b", "bilbao") is None
    assert library.match("a", "es", "bilbao").decision in ("answer", "ask", "none")
    gate.set()
    until(lambda: library.entry("b", "bilbao"))


def test_one_changed_entry_is_live_without_reading_or_fitting_all():
    library, repository = memory_library()
    repository.save([entry("a"), entry("b")])
    library.open("bilbao")
    repository.entries = lambda city: pytest.fail("all entries were read")
    title = replace(entry("b").texts["es"], title="Cigüeñas", questions=("¿dónde anidan las cigüeñas?",))
    repository.save([replace(entry("b"), texts={"es": title})])

    until(lambda: library.entry("b", "bilbao").texts["es"].title == "Cigüeñas")
    assert library.match("donde anidan las cigüeñas", "es", "bilbao").candidates[0].id == "b"
    repository.remove("a", "bilbao")
    until(lambda: library.entry("a", "bilbao") is None)
    library.close()


def test_entry_that_the_city_takes_away_comes_back_from_its_layer():
    library, repository = memory_library()
    shared = replace(entry("a"), city="spain", section="work")
    repository.publish([CityContent("spain", (shared,)), CityContent("bilbao", (entry("a"), entry("b")), layers=("spain",))])
    library.open("bilbao")
    repository.remove("a", "bilbao")

    until(lambda: library.entry("a", "bilbao").section == "work")
    library.close()


def test_city_that_nobody_wrote_for_is_neither_kept_nor_logged(caplog):
    library, _ = memory_library()
    with caplog.at_level("INFO", "harrera"):
        for number in range(50):
            assert library.match("x", "es", f"made-up-{number}").decision == "none"
            assert library.entry("a", f"made-up-{number}") is None and library.directory(f"made-up-{number}") is None

    assert "made-up" not in caplog.text and library.size("made-up-1") == 0


def test_city_has_the_entries_of_its_layers_unless_it_has_its_own():
    library, repository = memory_library()
    repository.publish(
        [
            CityContent("spain", (replace(entry("a"), city="spain"), replace(entry("b"), city="spain"))),
            CityContent("bilbao", (entry("b"),), layers=("spain",)),
        ]
    )
    library.open("bilbao")

    assert library.size("bilbao") == 2 and library.entry("a", "bilbao").city == "bilbao"
    repository.save([replace(entry("c"), city="spain")])
    until(lambda: library.entry("c", "bilbao"))
