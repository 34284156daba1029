"""Rehearsed talks as lessons: what each message follows, what leans, and that all files of the house can be read."""

import json
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.talks import TalkRehearsal, follow_ups, learn_from_talks, rehearsed_dialogues, sentences_that_lean
from matching.matcher import Matcher
from matching.signals import Signals
from matching.weights import shipped_weights
from tests.unit.bot.fakes import entry
from tests.unit.matching.world import NEGATIVES, HashEncoder, items

ROOT = Path(__file__).parents[3]
CITY = ROOT / "knowledge_base" / "content" / "bilbao"


def test_message_of_a_talk_follows_the_last_that_an_entry_answers(tmp_path):
    turns = [("a boat", ["boat"]), ("how much", ["boat", "lamp"]), ("who won", []), ("and honey", ["honey"]), ("how much", ["honey"])]
    talk = {"language": "en", "turns": [{"text": text, "acceptable": right} for text, right in turns]}
    file = tmp_path / "talks.jsonl"
    file.write_text(json.dumps(talk) + "\n")

    found = [(one.after, one.text, one.leans) for one in rehearsed_dialogues(file)]
    assert found == [("boat", "how much", True), ("boat", "who won", False), ("boat", "and honey", False), ("honey", "how much", True)]


def test_sentences_of_the_engine_teach_what_leans_unless_they_may_or_may_not(tmp_path):
    acts = {"ask_aspect": "- and how much\n- where", "ask_question": "- i need a boat", "inform": "- two weeks"}
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "acts.yml").write_text(json.dumps({"nlu": [{"intent": act, "examples": said} for act, said in acts.items()]}))

    assert sentences_that_lean(tmp_path) == [("and how much", True), ("where", True), ("i need a boat", False)]


@pytest.mark.parametrize(
    "read", [lambda: follow_ups(CITY / "rehearsal_talks.jsonl"), lambda: rehearsed_dialogues(CITY / "rehearsal_dialogues.jsonl")]
)
def test_rehearsals_of_the_house_are_of_many_languages_and_of_both_kinds(read):
    talks = read()

    assert len(talks) > 300 and len({talk.language for talk in talks}) == 11
    assert all(talk.text.strip() for talk in talks) and {bool(talk.right) for talk in talks} == {True, False}


def test_rehearsed_talks_name_entries_that_there_are():
    known = {file.parent.name for file in (ROOT / "knowledge_base" / "content").glob("*/*/*/entry.yml")}
    talks = rehearsed_dialogues(CITY / "rehearsal_dialogues.jsonl")

    assert {talk.after for talk in talks} | set().union(*(talk.right for talk in talks)) <= known


def test_no_rehearsed_message_is_one_of_those_we_measure_with():
    measured = json.loads(f"[{','.join((ROOT / 'tests/quality/development/dialogues.jsonl').read_text().splitlines())}]")
    texts = {turn["text"].casefold().strip(" ?¿.!؟") for talk in measured for turn in talk["turns"]}
    said = {talk.text.casefold().strip(" ?¿.!؟") for talk in rehearsed_dialogues(CITY / "rehearsal_dialogues.jsonl")}

    assert len(said & texts) == 0


def test_weights_are_learnt_of_talks_about_items_that_there_are():
    encoder = HashEncoder()
    matcher = Matcher(Signals(items(), NEGATIVES, encoder), shipped_weights())
    ids = matcher.ids
    entries = {id: entry(id) for id in ids}
    stays = [TalkRehearsal(id, f"and how much {number}", "es", frozenset([id])) for number, id in enumerate(ids)]
    foreign = [TalkRehearsal(id, f"who won the match {number}", "es", frozenset()) for number, id in enumerate(ids)]
    gone = [TalkRehearsal("gone", "and how much", "es", frozenset(["gone"])), TalkRehearsal(ids[0], "and", "es", frozenset(["gone"]))]
    sentences = [(f"and how much is the {word}", True) for word in "abcde"] + [(f"i need a {word}", False) for word in "abcde"]

    learnt = learn_from_talks([*stays, *foreign, *gone], sentences, entries, matcher, encoder.encode)
    assert len(learnt.leaning.weights) == len(encoder.encode(["a"])[0]) and np.isfinite((*learnt.item, *learnt.outside)).all()
