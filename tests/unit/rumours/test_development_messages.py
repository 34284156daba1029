"""The messages the rumours room is measured with are whole: kinds, ids, languages. Failures name lines by id, never by text."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[3]
SETS = ROOT / "tests" / "quality" / "development"
CARRY = {"said", "question", "tweet", "headline", "chain", "two", "mixed"}
CARRY_NONE = {"orientation", "true", "opinion", "other", "short", "victim"}
MESSAGES = [json.loads(line) for line in (SETS / "rumours.jsonl").read_text(encoding="utf-8").splitlines()]


def ids(wrong) -> list[str]:
    return [message["id"] for message in MESSAGES if wrong(message)]


def test_ids_are_sorted_and_no_message_comes_twice():
    names = [message["id"] for message in MESSAGES]

    assert len(names) > 900 and names == sorted(set(names))
    twice = Counter(message["text"].casefold() for message in MESSAGES)
    assert ids(lambda m: twice[m["text"].casefold()] > 1) == []


def test_kind_says_whether_there_is_a_rumour():
    assert {message["kind"] for message in MESSAGES} == CARRY | CARRY_NONE
    assert ids(lambda m: (m["kind"] in CARRY) != bool(m["rumour"])) == []
    assert ids(lambda m: m["acceptable_rumours"][:1] != [m["rumour"]] if m["rumour"] else m["acceptable_rumours"]) == []
    assert ids(lambda m: m["kind"] == "two" and len(m["acceptable_rumours"]) != 2) == []


def test_chains_are_long_and_short_ones_are_short():
    assert ids(lambda m: m["kind"] == "chain" and not 60 <= len(m["text"].split()) <= 250) == []
    assert ids(lambda m: m["kind"] == "short" and len(m["text"].split()) > 3) == []


def test_own_questions_have_an_entry_that_exists():
    entries = {file.parent.name for file in (ROOT / "knowledge_base" / "content").glob("*/*/*/entry.yml")}

    assert len(entries) > 50
    assert ids(lambda m: m["kind"] in ("mixed", "orientation", "victim") and not m["topic"]) == []
    assert ids(lambda m: m["acceptable"][:1] != ([m["topic"]] if m["topic"] else []) or not entries.issuperset(m["acceptable"])) == []


def test_every_card_has_messages_in_several_languages():
    languages, how_many = defaultdict(set), Counter()
    for message in MESSAGES:
        languages[message["rumour"]].add(message["language"])
        how_many[message["rumour"]] += 1
    cards = {file.parent.name for file in (ROOT / "rumours" / "content").glob("*/rumour.yml")}

    assert len(cards) > 20
    assert sorted(card for card in cards if how_many[card] < 8 or len(languages[card]) < 4) == []


def test_page_counts_what_is_there():
    page = (SETS / "README.md").read_text(encoding="utf-8")
    counted = Counter((message["kind"], message["language"]) for message in MESSAGES)
    rows = re.findall(r"^\| `(\w+)` \|((?: \d+ \|){6}) [^|]*\|$", page, re.MULTILINE)

    assert {kind for kind, _ in rows} == CARRY | CARRY_NONE
    for kind, numbers in rows:
        per_language = [counted[kind, language] for language in ("es", "eu", "en", "fr", "ar")]
        assert [int(number) for number in re.findall(r"\d+", numbers)] == [*per_language, sum(per_language)], kind
