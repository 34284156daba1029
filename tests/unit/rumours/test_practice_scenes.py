"""The practice scenes: the same keys in both languages, three answers to each act, every place used, and the page lists them all."""

import re
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[3] / "rumours" / "practice"
PLACES = set("bar family-table queue school-gate work messaging-group bus shop sports-club hairdresser neighbours-stairs online".split())
SPOKEN = ("setting", "neighbour", "opening", "turns", "closing_good", "closing_bad")
ACTS = ("if_listened", "if_asked", "if_data", "if_scolded")
SCENES = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yml"))}


def lines(words: dict) -> list[str]:
    return [words[key] for key in SPOKEN if key != "turns"] + [line for act in ACTS for line in words["turns"][act]]


@pytest.mark.parametrize("name", SCENES)
def test_scene_has_the_same_keys_in_both_languages(name):
    scene = SCENES[name]

    assert tuple(scene) == ("rumour", "place", "status", "es", "eu")
    assert scene["status"] in ("machine-draft", "draft", "reviewed")
    for language in ("es", "eu"):
        assert tuple(scene[language]) == SPOKEN
        assert {act: len(answers) for act, answers in scene[language]["turns"].items()} == dict.fromkeys(ACTS, 3)


@pytest.mark.parametrize("name", SCENES)
def test_no_line_repeats_or_holds_a_figure(name):
    for language in ("es", "eu"):
        said = lines(SCENES[name][language])

        assert len(set(said)) == len(said) == 17
        assert all(line == line.strip() and len(line) > 5 for line in said)
        assert not [line for line in said if re.search(r"\d|%|€", line)]


def test_there_are_scenes_in_every_place_and_each_has_its_own_card():
    assert len(SCENES) >= 14
    assert {scene["place"] for scene in SCENES.values()} == PLACES
    assert len({scene["rumour"] for scene in SCENES.values()}) == len(SCENES)


def test_page_lists_every_scene_with_its_place_and_card():
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| `([a-z-]+)` \| `([a-z0-9-]+)` \|$", page, re.MULTILINE)

    assert rows == [(name, scene["place"], scene["rumour"]) for name, scene in SCENES.items()]
