"""Which of several pieces decide, and when a rumour gives way to a question."""

import pytest

from bot.messages import Decision, Reply
from matching.items import Candidate, Match
from rumours.hearing import Heard, hear
from rumours.weighing import weigh

RENT, TAXES, CHAT = "les pagan el alquiler entero", "tampoco pagan ningún impuesto aquí", "mañana hay reunión de vecinos"


def answer(id: str, probability: float, *others: tuple[str, float]) -> Match:
    return Match("answer", (Candidate(id, probability), *(Candidate(i, p) for i, p in others)))


def listening(**found: Match):
    """A matcher that knows pieces by a word of theirs, and nothing else."""

    def match(text: str, language: str) -> Match:
        hits = [match for word, match in found.items() if word in text]
        return hits[0] if len(hits) == 1 else Match("none")

    return match


def ids(candidates) -> list[str]:
    return [candidate.id for candidate in candidates]


def test_one_claim_is_heard():
    heard = hear(RENT, "es", listening(alquiler=answer("rent", 0.9, ("vpo", 0.1))))

    assert ids(heard.sure) == ["rent"] and ids(heard.candidates) == ["rent", "vpo"]


def test_claim_is_heard_among_noise():
    text = f"Reenviado. {CHAT.capitalize()}. {RENT.capitalize()}. {CHAT.capitalize()} otra vez."
    heard = hear(text, "es", listening(alquiler=answer("rent", 0.9)))

    assert ids(heard.sure) == ["rent"]
    assert any("reunión" in piece for piece in heard.rest) and not any("alquiler" in piece for piece in heard.rest)


def test_two_claims_of_one_message_are_both_heard():
    match = listening(alquiler=answer("rent", 0.7), impuesto=answer("taxes", 0.9))

    assert set(ids(hear(f"{RENT}. {TAXES}.", "es", match).sure)) == {"rent", "taxes"}


def test_second_claim_must_be_surer():
    match = listening(alquiler=answer("rent", 0.9), impuesto=answer("taxes", 0.55))
    heard = hear(f"{RENT}. {TAXES}.", "es", match)

    assert ids(heard.sure) == ["rent"] and "taxes" in ids(heard.near)


def test_too_few_words_are_only_offered():
    heard = hear("alquiler gratis", "es", listening(alquiler=answer("rent", 0.99)))

    assert heard.sure == () and ids(heard.near) == ["rent"] and heard.is_near


def test_close_calls_are_offered():
    heard = hear(RENT, "es", listening(alquiler=Match("ask", (Candidate("rent", 0.3), Candidate("vpo", 0.25)))))

    assert heard.sure == () and heard.is_near and ids(heard.candidates) == ["rent", "vpo"]


def test_nothing_is_heard_in_talk():
    heard = hear(CHAT, "es", listening())

    assert heard == Heard(rest=(CHAT,))


def replying(**found: float):
    """The knowledge base: sure to a degree of a text with a word of its own."""

    def reply(text: str) -> Reply:
        hits = [(word, sure) for word, sure in found.items() if word in text]
        word, sure = hits[0] if hits else ("", 0.0)
        return Reply("x", "es", topic=word or None, decision=Decision.ANSWER if sure else Decision.NONE, probability=sure)

    return reply


SURE = (Candidate("rent", 0.8),)


def test_question_beside_a_rumour_is_answered_too():
    weighed = weigh("whole", Heard(SURE, rest=("cómo pido la tarjeta",)), replying(tarjeta=0.9))

    assert weighed.rumours == SURE and weighed.beside.topic == "tarjeta"


@pytest.mark.parametrize("sure", [0.3, 0.0])
def test_what_is_hardly_a_question_stays_unanswered(sure):
    assert weigh("whole", Heard(SURE, rest=("la tarjeta",)), replying(tarjeta=sure)).beside is None


def test_question_with_the_same_words_wins_when_it_is_surer():
    assert weigh("cómo pido el alquiler", Heard(SURE), replying(alquiler=0.9)).rumours == ()
    assert weigh("cómo pido el alquiler", Heard(SURE), replying(alquiler=0.84)).rumours == SURE


def test_question_that_needs_the_words_of_the_claim_is_answered_from_the_whole():
    asking = Heard(SURE, rest=("qué papeles piden",), asks=True)

    assert weigh("solo ellos cobran el alquiler, ¿qué papeles piden?", asking, replying(alquiler=0.7)).beside.topic == "alquiler"
    assert weigh("solo ellos cobran el alquiler", Heard(SURE), replying(alquiler=0.7)).beside is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        (f"{RENT}. ¿Cómo pido la tarjeta sanitaria?", True),
        (f"Dicen que {RENT}, ¿dónde saco la tarjeta sanitaria?", True),
        (f"¿Es verdad que {RENT}?", False),
        (f"{RENT}, ¿es verdad?", False),
        (RENT, False),
    ],
)
def test_question_beside_a_claim_is_more_than_asking_whether_it_is_true(text, asks):
    assert hear(text, "es", listening(alquiler=answer("rent", 0.9))).asks is asks


def test_aside_in_a_chain_gives_way_to_what_the_whole_speaks_of():
    chain = f"{RENT}. {TAXES}. {CHAT}. El ascensor está roto otra vez. El sábado hay cena popular aquí. Traed postre casero todas."

    def match(text: str, language: str) -> Match:
        if "ascensor" in text and "alquiler" in text:
            return answer("rent", 0.6)
        return listening(alquiler=answer("rent", 0.7), impuesto=answer("taxes", 0.9))(text, language)

    assert ids(hear(chain, "es", match).sure) == ["rent"]


def test_rumour_wins_over_a_less_sure_entry():
    assert weigh("el alquiler entero", Heard(SURE), replying(alquiler=0.7)).rumours == SURE


def test_without_a_rumour_the_message_is_for_the_knowledge_base():
    assert weigh("el alquiler", Heard(), replying(alquiler=0.1)).rumours == ()
