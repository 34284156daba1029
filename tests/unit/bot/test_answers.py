"""From an entry to a reply: what the matcher found, in the person's language, alone and in the middle of a talk."""

from dataclasses import replace

import pytest

from bot.messages import Decision
from bot.texts import Texts
from knowledge_base.answers import Answers
from knowledge_base.guide import Guide
from knowledge_base.question import Question
from matching.items import Candidate, Match
from tests.unit.bot.fakes import FakeLibrary, doubtful, entry, sure_of

TEXTS = Texts.load()


def answers(*entries, **found) -> Answers:
    library = FakeLibrary(*entries, found=found)
    return Answers(library, Guide(library, TEXTS), TEXTS)


def question(text: str, language: str = "es", **in_talk) -> Question:
    return Question(text, language, language, "bilbao", **in_talk)


def test_reply_has_words_sources_date_and_status():
    reply = answers(entry("tis"), x=sure_of("tis")).reply(question("x"))

    assert (reply.decision, reply.topic, reply.probability) == (Decision.ANSWER, "tis", 0.9)
    assert reply.text.startswith("Summary of tis in es.") and reply.more.startswith("## ")
    assert [source.title for source in reply.sources] == ["Town", "Blog"], "official pages first"
    assert "2 de enero de 2026" in reply.notice and TEXTS.get("es", "answer.machine_draft") in reply.notice


def test_missing_language_falls_back_and_says_so():
    reply = answers(entry("tis", languages=("es",)), x=sure_of("tis")).reply(question("x", "eu"))

    assert reply.language == "es"
    assert TEXTS.get("eu", "answer.only_in", language="Español") in reply.notice


def test_doubt_asks_with_titles_as_buttons_and_a_human():
    reply = answers(entry("a"), entry("b"), x=doubtful("a", "b")).reply(question("x"))

    assert reply.decision is Decision.ASK and reply.sources == () and reply.topic is None
    assert [button.payload for button in reply.buttons] == ["topic:a", "topic:b", "act:talk_to_human"]


@pytest.mark.parametrize("match", [Match("none"), Match("none", (Candidate("a", 0.1),)), Match("answer", (Candidate("gone", 0.9),))])
def test_nothing_found_is_said_with_the_way_to_a_human(match):
    reply = answers(entry("a"), x=match).reply(question("x"))

    assert reply.decision is Decision.NONE and reply.topic is None and reply.sources == ()
    assert reply.buttons[-1].payload == "act:talk_to_human"


def test_entry_of_another_city_is_not_given():
    library = answers(entry("a"))

    assert library.topic_reply("a", "es", "valencia") is None
    assert library.title("a", "es", "valencia") == library.notice("a", "es", "valencia") == ""


def test_related_entries_are_offered_and_missing_ones_are_not():
    reply = answers(entry("a", section="health", related=("b", "gone")), entry("b"), x=sure_of("a")).reply(question("x"))

    assert [button.payload for button in reply.buttons] == ["topic:b", "act:talk_to_human"]


def test_follow_up_goes_where_the_matcher_is_sure():
    known = answers(entry("a", related=("b",)), entry("b"), **{"a > ¿y eso?": sure_of("b", 0.7)})

    assert known.follow_up(question("¿y eso?", after="a", aspect="cost")).topic == "b"
    assert known.follow_up(question("¿y eso?", after="gone", aspect="cost")) is None


def test_part_that_the_topic_has_is_not_given_up_for_an_entry_that_lacks_it():
    silent = replace(entry("b").texts["es"], body="## Qué hacer\n1. Ve.")
    known = answers(entry("a", related=("b",)), entry("b", texts={"es": silent}), **{"a > ¿y eso?": sure_of("b", 0.7)})

    assert known.follow_up(question("¿y eso?", after="a", aspect="cost")).topic == "a"
    assert known.follow_up(question("¿y eso?", after="a")).topic == "b"


def test_doubtful_follow_up_stays_near_the_topic():
    near = answers(entry("a", related=("b",)), entry("b", section="work"), **{"a > ¿y eso?": doubtful("b", "a")})
    assert near.follow_up(question("¿y eso?", after="a", aspect="cost")).topic == "b"

    far = answers(entry("a"), entry("c", section="work"), **{"a > ¿y eso?": doubtful("c", "a")})
    assert far.follow_up(question("¿y eso?", after="a", aspect="cost")).topic == "a"
    unknown = answers(entry("a"), **{"a > ¿y eso?": Match("none", (Candidate("a", 0.1),))})
    assert unknown.follow_up(question("¿y eso?", after="a", aspect="cost")).text == f"{TEXTS.get('es', 'aspects.cost')}\nNada."


def test_question_about_the_last_topic_gets_the_part_it_names():
    known = answers(entry("a"), **{"a > ¿y cuánto?": sure_of("a", 0.7)})
    (reply,) = known.replies(question("¿y cuánto?", after="a", aspect="cost"))

    assert (reply.text, reply.probability) == (f"{TEXTS.get('es', 'aspects.cost')}\nNada.", 0.7)


def test_doubt_about_the_last_topic_is_answered_with_the_others_as_buttons():
    def asked(probability: float) -> Match:
        return Match("ask", (Candidate("a", probability), Candidate("b", 0.3)))

    known = answers(entry("a"), entry("b", section="work"), **{"a > ¿y eso?": asked(0.45), "a > ¿y aquello?": asked(0.35)})
    (stays,), (doubts,) = (known.replies(question(text, after="a")) for text in ("¿y eso?", "¿y aquello?"))

    assert stays.topic == "a" and stays.buttons[0].payload == "topic:b" and stays.probability == 0.45
    assert doubts.decision is Decision.ASK and doubts.topic is None


def test_doubt_where_a_talk_goes_is_answered_with_the_others_as_buttons_and_outside_of_talks_asked_back():
    goes_on = Match("ask", (Candidate("b", 0.45), Candidate("a", 0.3)))
    known = answers(entry("a"), entry("b", section="work"), **{"a > ¿y eso?": goes_on, "¿y eso?": goes_on})
    (in_talk,), (alone,) = (known.replies(question("¿y eso?", after=after)) for after in ("a", None))

    assert (in_talk.topic, in_talk.probability, in_talk.buttons[0].payload) == ("b", 0.45, "topic:a")
    assert alone.decision is Decision.ASK


@pytest.mark.parametrize(("probability", "section", "topic"), [(0.05, "padron", "b"), (0.02, "padron", "a"), (0.05, "work", "a")])
def test_part_that_the_topic_lacks_is_given_by_an_entry_near_it_that_may_be_meant(probability, section, topic):
    silent = replace(entry("a").texts["es"], body="## Qué hacer\n1. Ve.")
    match = Match("answer", (Candidate("a", 0.9), Candidate("b", probability)))
    known = answers(entry("a", texts={"es": silent}), entry("b", section=section), **{"a > ¿y cuánto?": match})

    assert known.follow_up(question("¿y cuánto?", after="a", aspect="cost")).topic == topic
    assert known.replies(question("¿y cuánto?", after="a", aspect="cost"))[0].topic == topic


def test_words_of_one_title_name_it():
    known = answers(entry("tarjeta-sanitaria"), entry("clases"))

    assert known.named("la tarjeta", ["tarjeta-sanitaria", "clases"], "es", "bilbao") == "tarjeta-sanitaria"
    assert known.named("la tarjeta de clases", ["tarjeta-sanitaria", "clases"], "es", "bilbao") is None
    assert known.named("es", ["tarjeta-sanitaria", "clases"], "es", "bilbao") is None, "in both titles"


def test_sources_of_topics_are_not_repeated():
    assert len(answers(entry("a"), entry("b")).sources_of(["a", "b", "gone"], "bilbao")) == 1


def test_two_needs_are_both_answered_the_likelier_first():
    """What is only a circumstance, however sure its own clause is, does not come before what the message is about."""
    whole = Match("answer", (Candidate("school", 0.9), Candidate("padron", 0.05)))
    found = {"my children are new here, the way to a good school": whole, "my children are new here": sure_of("padron", 0.99)}
    desk = answers(entry("school"), entry("padron"), **found, **{"the way to a good school": sure_of("school", 0.7)})

    replies = desk.replies(Question("my children are new here, the way to a good school", "en", "en", "bilbao"))
    assert [reply.topic for reply in replies] == ["school", "padron"]


@pytest.mark.parametrize(("sureness", "topics"), [(0.99, ["school", "padron"]), (0.9, ["school"])])
def test_need_that_the_whole_message_does_not_name_must_be_sure(sureness, topics):
    found = {
        "my children are new here or a good primary school": sure_of("school", 0.9),
        "my children are new here": sure_of("padron", sureness),
    }
    desk = answers(entry("school"), entry("padron"), **found, **{"a good primary school": sure_of("school", 0.7)})

    replies = desk.replies(Question("my children are new here or a good primary school", "en", "en", "bilbao"))
    assert [reply.topic for reply in replies] == topics


def test_what_else_a_message_in_a_talk_may_mean_stands_in_a_button():
    found = Match("answer", (Candidate("a", 0.7), Candidate("b", 0.26), Candidate("c", 0.02)))
    desk = answers(*map(entry, "abc"), **{"and that?": found})

    (reply,) = desk.replies(question("and that?", after="a"))
    offered = [button.payload for button in reply.buttons]
    assert reply.topic == "a" and "topic:b" in offered and "topic:c" not in offered
