"""The measured sentences: the right ones, and never shown."""

from benchmarks.sentences import SAMPLED_EACH, acts, answerable, by_language, dangers, ordinary


def test_no_sentence_shows_in_what_is_printed():
    lines = [*answerable(), *acts(), *dangers(), *ordinary()]
    assert len(lines) > 500
    assert not [line for line in lines if "text" in repr(line)]


def test_sampled_questions_are_the_same_in_every_run_and_as_many_in_each_language():
    languages = by_language(answerable()).keys() - {"all"}
    sampled = acts()[-SAMPLED_EACH * len(languages) :]
    assert acts() == acts()
    assert {len(lines) for language, lines in by_language(sampled).items() if language != "all"} == {SAMPLED_EACH}
    assert {line.label for line in sampled} == {"ask_question"}


def test_acts_carry_the_names_that_the_engine_knows():
    assert not {"follow_up", "human"} & {line.label for line in acts()}
