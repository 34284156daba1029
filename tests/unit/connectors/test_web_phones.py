"""Numbers to call inside texts. The browser's half runs the same cases: tests/browser/test_page.py."""

import json
from pathlib import Path

import pytest

from connectors.web_channel.phones import number_first, segments

CASES = json.loads(Path(__file__).with_name("phone_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_numbers_to_call_are_found_and_nothing_is_lost(case):
    pieces = segments(case["text"])

    assert [piece.tel for piece in pieces if piece.tel] == case["numbers"]
    assert "".join(piece.text for piece in pieces) == case["text"]


def test_emergency_number_moves_above_its_text():
    number, text = number_first("112: es gratis.\n\nEstoy contigo. También el 016.")

    assert number.tel == "112"
    assert text == "es gratis.\n\nEstoy contigo. También el 016."


def test_number_inside_a_sentence_is_shown_first_and_stays_in_its_sentence():
    number, text = number_first("Llama al 016 ahora.")

    assert (number.tel, text) == ("016", "Llama al 016 ahora.")


def test_emergency_without_number_keeps_its_text():
    assert number_first("Estoy contigo.") == (None, "Estoy contigo.")
