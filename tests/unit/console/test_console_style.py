"""The console's style sheets: text at 7:1 in both schemes, directions logical, colours as tokens, the same ink as the chat's."""

import re

import pytest

from console.frame.texts import ROOM

SHEETS = {path.name: path.read_text("utf-8") for path in ROOM.glob("*/static/*.css")}
CSS = SHEETS["console.css"]
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2])
PAIRS = [(text, ground) for text in ("ink", "quiet", "press", "danger") for ground in ("paper", "card", "chosen")]
PAIRS += [("warm", "paper"), ("warm", "card"), ("on-press", "press"), ("danger", "alarm"), ("ink", "alarm")]
COLOUR = re.compile(r":\s[^;{}]*(#[0-9A-Fa-f]{3,8})\b")
PHYSICAL = re.compile(r"\b(?:left|right)\b|(?:margin|padding|border)-(?:top|bottom)|(?<![-\w])(?:width|height|top|bottom):")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_has_contrast_seven(scheme, text, ground):
    assert contrast(scheme[text], scheme[ground]) >= 7


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card", "chosen"])
def test_edges_of_what_can_be_pressed_have_contrast_three(scheme, ground):
    assert min(contrast(scheme[edge], scheme[ground]) for edge in ("edge", "press", "danger")) >= 3


def test_tokens_are_the_same_in_both_schemes_and_those_of_the_chat():
    chat = (ROOM.parent / "connectors/web_channel/static/page.css").read_text("utf-8")
    assert LIGHT.keys() == DARK.keys()
    for token, colour in LIGHT.items():
        assert token in ("chosen", "qr") or f"--{token}: {colour}" in chat, token


@pytest.mark.parametrize("name", SHEETS)
def test_directions_are_logical_and_colours_are_tokens(name):
    rules = re.sub(r":root \{.*?\}", "", SHEETS[name], flags=re.DOTALL)

    assert PHYSICAL.findall(re.sub(r"@media[^{]*|/\*.*?\*/", "", rules, flags=re.DOTALL)) == []
    assert COLOUR.findall(rules) == []


def test_guards_see_what_they_should():
    assert PHYSICAL.findall("a { margin-left: 0; top: 0; width: 1px }")
    assert COLOUR.findall("a { border: 1px solid #ABCDEF; } b { x: y }")
