"""The engine dies or hangs while people write: answers go on, and the dialogue comes back by itself."""

import os
import signal
import time

import pytest

QUESTION = "¿Cómo saco la tarjeta sanitaria?"
LONGEST = 12  # seconds: the engine's three, and room for a busy machine; a dead engine that is waited for takes much longer


@pytest.fixture
def dead_engine(worn_house):
    """The house in the moments after its engine was killed."""
    worn_house.wait_until_ready()
    pid = worn_house.kill_engine()
    yield worn_house
    worn_house.wait_until_ready()
    assert worn_house.engine_pids() != [pid]


@pytest.fixture
def hanging_engine(worn_house):
    """The house with an engine that accepts messages and never answers."""
    worn_house.wait_until_ready()
    (pid,) = worn_house.engine_pids()
    os.kill(pid, signal.SIGSTOP)
    yield worn_house
    os.kill(pid, signal.SIGCONT)


def timed(say, *arguments):
    started = time.monotonic()
    answer = say(*arguments)
    seconds = time.monotonic() - started
    assert seconds < LONGEST, f"{seconds:.2f} s"
    return answer


def test_answers_go_on_without_the_engine_and_the_dialogue_comes_back(dead_engine):
    person = dead_engine.person()
    answer = timed(person.says, QUESTION)
    assert answer.topic == "tis-osakidetza" and answer.sources

    assert timed(person.presses, "topic:escolarizacion").topic == "escolarizacion"
    assert timed(person.presses, "language:fr")["language"] == "fr"
    assert timed(person.says, QUESTION)["language"] == "fr"
    assert timed(dead_engine.person().says, "mi marido me está pegando").emergency
    assert '"engine_silent"' in dead_engine.output()

    dead_engine.wait_until_ready()
    assert person.says("sans papiers, je peux voir un médecin ?").topic == "salud-euskadi-sin-papeles"
    assert person.says("et ça coûte combien ?").topic == "salud-euskadi-sin-papeles"
    assert "check:identity_document=valid" in person.presses("act:start_padron_check").payloads


def test_readiness_tells_the_outage_and_health_does_not(dead_engine):
    response = dead_engine.client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"store": True, "content": True, "engine": False, "inbox": True}
    assert dead_engine.client.get("/healthz").json() == {"status": "ok"}


def test_killed_in_the_middle_of_a_message_the_person_is_answered(worn_house):
    from concurrent.futures import ThreadPoolExecutor

    worn_house.wait_until_ready()
    people = [worn_house.person() for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(timed, person.says, QUESTION) for person in people]
        worn_house.kill_engine()
        topics = {answer.result().topic for answer in answers}
    worn_house.wait_until_ready()

    assert topics == {"tis-osakidetza"}


def test_hanging_engine_is_not_waited_for(hanging_engine):
    assert timed(hanging_engine.person().says, QUESTION).topic == "tis-osakidetza"
