"""The style sheet: every pair of text and ground at 7:1 in both schemes, directions logical, colours only as tokens."""

import re

import pytest

from connectors.web_channel.assets import FOLDER

CSS = (FOLDER / "page.css").read_text("utf-8")
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2])
PAIRS = [(text, ground) for text in ("ink", "quiet", "press", "danger", "warm") for ground in ("paper", "card")]
PAIRS += [("ink", "mine"), ("quiet", "mine"), ("on-press", "press"), ("on-call", "call")]
PAIRS += [("ink", "alarm"), ("quiet", "alarm"), ("press", "alarm"), ("danger", "alarm")]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_guidelines_say():
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert _contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_has_contrast_seven(scheme, text, ground):
    assert _contrast(scheme[text], scheme[ground]) >= 7


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_edges_of_what_can_be_pressed_have_contrast_three(scheme, ground):
    assert min(_contrast(scheme[edge], scheme[ground]) for edge in ("edge", "press", "danger")) >= 3


def test_both_schemes_have_the_same_tokens():
    assert LIGHT.keys() == DARK.keys()
    assert (LIGHT["ink"], LIGHT["paper"], LIGHT["press"], LIGHT["warm"], LIGHT["danger"]) == (
        "#1B1F23",
        "#FBFAF7",
        "#0B5D5B",
        "#8A3F07",
        "#97180F",
    )


def test_directions_are_logical():
    unwanted = re.compile(r"\b(?:left|right)\b|(?:margin|padding|border)-(?:top|bottom)|(?<![-\w])(?:width|height|top|bottom):")

    assert unwanted.findall(re.sub(r"@media[^{]*|linear-gradient\([^)]*\)", "", CSS)) == []
    assert unwanted.findall("a { margin-left: 0; top: 0; width: 1px }")  # the guard sees what it should


def test_colours_are_tokens():
    rules = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL).partition("@media print")[0]

    colour = re.compile(r":\s[^;{}]*(#[0-9A-Fa-f]{3,8})\b")

    assert colour.findall(rules) == []
    assert colour.findall("a { border: 1px solid #ABCDEF; } b { x: y }")  # the guard sees what it should
