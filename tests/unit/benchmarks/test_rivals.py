"""The comparison on questions: what a stock Rasa is given to learn, and what counts as found."""

import yaml

from benchmarks.rivals import NOT_NEEDED, _places, _table, write_project
from benchmarks.stock_project import EPOCHS, PIPELINE
from matching.evaluation import Question
from tests.contract.knowledge_base.samples import entry, text

QUESTION = Question("q", "¿dónde?", "es", frozenset({"padron"}), "bilbao")


def test_a_stock_rasa_learns_every_example_of_its_language(tmp_path):
    config, data = write_project(
        [entry("padron", [text("es", questions=("¿cómo [me] apunto?", "¿y sin contrato?"))]), entry("rgi", [text("en")])], "es", tmp_path
    )
    written = yaml.safe_load((data / "nlu.yml").read_text())

    assert written["nlu"] == [{"intent": "faq/padron", "examples": "- ¿cómo  me  apunto?\n- ¿y sin contrato?\n"}]
    assert written["responses"] == {"utter_faq/padron": [{"text": "padron"}]}
    steps = yaml.safe_load(config.read_text())["pipeline"]
    assert [step["name"] for step in steps] == [step["name"] for step in PIPELINE if step["name"] not in NOT_NEEDED]
    assert steps[-1] == {"name": "ResponseSelector", "epochs": EPOCHS, "constrain_similarities": True}


def test_found_first_and_found_among_those_shown_are_counted_apart():
    assert _places(["padron", "rgi"], QUESTION) == (True, True)
    assert _places(["rgi", "padron"], QUESTION) == (False, True)
    assert _places([], QUESTION) == (False, False)


def test_a_row_for_each_language_and_one_for_all():
    table = _table({"ours": [(True, True), (False, True)]}, [QUESTION, Question("r", "where?", "en", frozenset({"rgi"}), "bilbao")])

    assert table.rows == [("en", 1, "0 / 100"), ("es", 1, "100 / 100"), ("all", 2, "50 / 100")]
