"""Training data, domain and rules say the same: every act in every language, no sentence twice."""

import re
from collections import defaultdict

import yaml
from rasa.shared.importers.rasa import RasaFileImporter

from tests.nlu.conftest import ROOT

FIRST = ["ar", "en", "es", "eu", "fr"]
LANGUAGES = sorted([*FIRST, "pt", "ro", "ru", "uk", "ur", "zh"])
PRESSED_ONLY = {"choose_topic", "choose_scene", "report_claim"}  # acts that only a button starts
FEWEST, FEWEST_OF_THE_YOUNGER = 15, 10


def folded(sentence):
    return re.sub(r"[^\w]+", " ", sentence.lower()).strip()


def test_every_act_is_taught_in_every_language(training_files, domain):
    assert set(FIRST) <= set(training_files) <= set(LANGUAGES)
    for language, acts in training_files.items():
        fewest = FEWEST if language in FIRST else FEWEST_OF_THE_YOUNGER
        assert set(acts) == set(domain.intents) - PRESSED_ONLY - {"restart", "back", "session_start", "nlu_fallback"}, language
        assert {act: len(found) for act, found in acts.items() if len(found) < fewest} == {}, language


def test_no_sentence_stands_under_two_acts(training_files):
    looked = 0
    for language, acts in training_files.items():
        owners = defaultdict(set)
        for act, sentences in acts.items():
            for sentence in sentences:
                owners[folded(sentence)].add(act)
                looked += 1
        assert [sorted(acts) for acts in owners.values() if len(acts) > 1] == [], language
    assert looked > 2000


def test_sentences_hold_no_annotations_and_no_redaction_marks(training_files):
    wrong = [
        (language, act) for language, acts in training_files.items() for act, found in acts.items() for s in found if set(s) & set("[]{}")
    ]

    assert wrong == []


def test_terms_have_the_same_values_in_every_language():
    tables = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "nlu" / "terms").glob("*.yml")}
    shapes = {language: {entity: sorted(map(str, values)) for entity, values in table.items()} for language, table in tables.items()}

    assert sorted(shapes) == LANGUAGES
    assert all(shape == shapes["es"] for shape in shapes.values())


def test_phrase_belongs_to_one_value_of_its_entity():
    looked = 0
    for path in (ROOT / "nlu" / "terms").glob("*.yml"):
        for entity, values in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            owners = defaultdict(set)
            for value, phrases in values.items():
                for phrase in phrases:
                    owners[str(phrase)].add(value)
                    looked += 1
            assert [sorted(map(str, v)) for v in owners.values() if len(v) > 1] == [], (path.name, entity)
    assert looked > 1000


def test_entities_of_the_terms_are_those_of_the_domain(domain):
    terms = yaml.safe_load((ROOT / "nlu" / "terms" / "es.yml").read_text(encoding="utf-8"))

    from_buttons = {"topic", "scene"}
    assert set(terms) - {"duration_unit", "number_word"} == set(domain.entities) - from_buttons


def test_rasa_itself_finds_no_contradiction():
    from rasa.validator import Validator

    importer = RasaFileImporter(
        config_file=str(ROOT / "config.yml"), domain_path=str(ROOT / "domain.yml"), training_data_paths=[str(ROOT / "nlu" / "data")]
    )
    validator = Validator.from_importer(importer)

    assert validator.verify_domain_validity()
    assert validator.verify_intents(ignore_warnings=True)
    assert validator.verify_form_slots() and validator.verify_slot_mappings()
    assert validator.verify_actions_in_stories_rules() and validator.verify_forms_in_stories_rules()
    assert validator.verify_story_structure(ignore_warnings=False)
