"""How a practice talk goes on and ends, what feedback says, and that its written state holds counts and no words."""

import pytest

from rumours.looking_up import kit_of
from rumours.practice.feedback import ending, feedback, summary, words_of
from rumours.practice.moves import Move
from rumours.practice.scenes import read_scene, shipped_scenes
from rumours.practice.talk import MOST_TURNS, Talk, read_talk
from tests.contract.rumours.samples import TODAY, card, evidence

GOOD = (Move.LISTENED, Move.ASKED)
SCENE = shipped_scenes()["barra-del-bar"]
WORDS = SCENE.in_language("es")


def talk_of(*answers) -> Talk:
    talk = Talk()
    for moves in answers:
        talk = talk.told().after(moves)
    return talk


def kit(**changes):
    return kit_of(card(**changes), "es", TODAY)


def test_neighbour_begins_and_answers_to_what_was_done_each_time_anew():
    assert Talk().line(WORDS, ["?"]) == WORDS.opening
    asked = WORDS.turns["if_asked"]
    assert [talk_of(*[[Move.ASKED]] * n).line(WORDS, ["?"]) for n in (1, 2, 3, 4)] == [*asked, asked[2]]


@pytest.mark.parametrize(
    ("moves", "reaction"),
    [
        ([Move.LISTENED, Move.SCOLDED, Move.ASKED], "if_scolded"),
        ([Move.LISTENED, Move.ASKED, Move.SOURCED], "if_asked"),
        ([Move.LISTENED, Move.UNSOURCED], "if_data"),
        ([Move.REPEATED], "if_data"),
        ([Move.LISTENED], "if_listened"),
    ],
)
def test_of_several_moves_one_is_answered(moves, reaction):
    assert talk_of(moves).line(WORDS, ["?"]) == WORDS.turns[reaction][0]


def test_answer_that_does_nothing_is_waited_for():
    assert [talk_of(*[[]] * n).line(WORDS, ["a", "b"]) for n in (1, 2, 3)] == ["a", "b", "a"]


def test_good_talk_ends_after_three_answers_and_a_slow_one_after_five():
    assert not talk_of(GOOD, GOOD).ended()
    assert talk_of(GOOD, GOOD, GOOD).ended() and talk_of(GOOD, GOOD, GOOD).went_well()
    slow = [[Move.SOURCED]] * MOST_TURNS
    assert not talk_of(*slow[:-1]).ended() and talk_of(*slow).ended() and not talk_of(*slow).went_well()


def test_scolding_twice_ends_badly_and_a_last_reproach_is_no_good_end():
    bad = talk_of([Move.SCOLDED], [Move.SCOLDED], GOOD)
    assert bad.ended() and not bad.went_well() and ending(bad, "es") == words_of("es")["ended_bad"]
    assert not talk_of(GOOD, GOOD, [Move.SCOLDED]).went_well()
    assert ending(talk_of([], [], []), "es") == words_of("es")["ended_so"]


@pytest.mark.parametrize("talk", [Talk(), talk_of(GOOD), talk_of(GOOD).told(), talk_of([]), talk_of(list(Move), [Move.SOURCED])])
def test_state_comes_back_from_its_text(talk):
    assert read_talk(talk.write()) == talk


@pytest.mark.parametrize("written", [None, "", "x", "3;if_asked;hello;", "1;nowhere;;", "more.4", "9" * 400, "1;if_asked;told;m_asked=x"])
def test_any_other_text_is_a_new_talk(written):
    assert read_talk(written) == Talk()


def test_feedback_explains_each_move_and_offers_what_the_card_has():
    said = words_of("es")
    assert feedback(talk_of([Move.SCOLDED]), kit(), "es").splitlines()[1:] == [
        said["moves"]["scolded"],
        "",
        "Lo que puede haber detrás: Que no llegue para todas.",
    ]
    assert "Empieza por el hecho" in feedback(talk_of([Move.REPEATED]), kit(), "es")
    assert "«¿Qué has visto tú?»" in feedback(talk_of([Move.LISTENED]), kit(), "es")
    assert "«¿Quién lo pide?»" in feedback(talk_of([], []), kit(), "es"), "another question each time"
    assert "(Lanbide, 2023)" in feedback(talk_of([Move.ASKED]), kit(), "es")


def test_figure_that_nobody_saw_is_not_offered():
    assert "65 %" not in feedback(talk_of([Move.ASKED]), kit(evidence=(evidence(seen="C", url=""),)), "es")


def test_summary_counts_and_names_one_thing_for_the_next_time():
    done = summary(talk_of(GOOD, [Move.ASKED, Move.UNSOURCED], GOOD), "es")
    assert "En 3 respuestas: escuchar: 2, preguntar: 3, dato sin fuente: 1" in done and words_of("es")["next"]["unsourced"] in done
    assert words_of("es")["next"]["fine"] in summary(talk_of(GOOD), "es")
    assert words_of("es")["next"]["listened"] in summary(talk_of([]), "es")


@pytest.mark.parametrize("language", ["es", "eu"])
def test_words_around_the_scenes_are_complete(language):
    words = words_of(language)

    assert list(words["scenes"]) == list(shipped_scenes()) and len(set(words["scenes"].values())) >= 14
    assert {str(move) for move in Move} <= set(words["moves"]) & set(words["counts"]) and len(words["waits"]) == 3
    assert _shape(words) == _shape(words_of("es"))


def _shape(node):
    return {key: _shape(child) for key, child in node.items()} if isinstance(node, dict) else type(node)


def test_other_languages_practise_in_spanish():
    assert words_of("ar") == words_of("es") and SCENE.in_language("ar") == WORDS


@pytest.mark.parametrize("missing", ["rumour", "es", "eu"])
def test_file_that_is_no_scene_is_named(missing):
    whole = {"rumour": "x", "es": {}, "eu": {}}
    with pytest.raises(ValueError, match="broken"):
        read_scene("broken", {key: value for key, value in whole.items() if key != missing})
