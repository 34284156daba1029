"""The phrases of the six younger languages, on sentences that people type: `term_sentences/<language>.yml`, sentence -> its terms."""

from collections import Counter

import pytest
import yaml
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from tests.nlu.conftest import ROOT

FILES = sorted((ROOT / "tests" / "nlu" / "term_sentences").glob("*.yml"))
LANGUAGES = [path.stem for path in FILES]
ANSWERS = ("identity_document", "home", "children", "since")  # of the Padrón check, which takes the first that it finds
NOT_ENTITIES = ("duration_unit", "number_word")
FEWEST = 3


@pytest.fixture(scope="module")
def sentences() -> dict[str, dict[str, list[str]]]:
    return {path.stem: {text: terms.split() for text, terms in yaml.safe_load(path.read_text(encoding="utf-8")).items()} for path in FILES}


def found(matcher, text, language) -> list[str]:
    """The terms of a message in their order, each as `entity:value`."""
    (message,) = matcher.process([Message({TEXT: text, "language": language})])
    return [f"{entity['entity']}:{entity['value']}" for entity in message.get(ENTITIES)]


def test_six_languages_have_sentences():
    assert LANGUAGES == ["pt", "ro", "ru", "uk", "ur", "zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_stands_in_three_sentences(sentences, language):
    terms = yaml.safe_load((ROOT / "nlu" / "terms" / f"{language}.yml").read_text(encoding="utf-8"))
    counted = Counter(term for expected in sentences[language].values() for term in expected)

    values = [f"{entity}:{value}" for entity in set(terms) - set(NOT_ENTITIES) for value in terms[entity]]
    assert [value for value in values if counted[value] < FEWEST] == []
    assert set(counted) <= set(values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_found_in_sentences(matcher, sentences, language):
    missed = {text: set(expected) - set(found(matcher, text, language)) for text, expected in sentences[language].items()}

    assert {text: terms for text, terms in missed.items() if terms} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_answer_found_is_the_one_given(matcher, sentences, language):
    """ "Не разрешает" is no permission and "没有有效证件" no valid document."""
    wrong = []
    for text, expected in sentences[language].items():
        for slot in ANSWERS:
            given = [term for term in expected if term.startswith(f"{slot}:")]
            read = [term for term in found(matcher, text, language) if term.startswith(f"{slot}:")]
            if given and read[:1] != given:
                wrong.append((text, given, read))

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_sentences_hold_no_terms(matcher, sentences, language):
    ordinary = [text for text, expected in sentences[language].items() if not expected]

    assert len(ordinary) >= 12
    assert {text: terms for text in ordinary if (terms := found(matcher, text, language))} == {}


@pytest.mark.parametrize(
    ("language", "text", "since"),
    [
        ("pt", "tou aqui há 3 semanas", "just_arrived"),
        ("pt", "dez meses", "months"),
        ("ro", "24 de luni", "two_years_or_more"),
        ("ro", "cinci săptămâni", "months"),
        ("uk", "п'ять місяців", "months"),
        ("uk", "п’ять років", "two_years_or_more"),
        ("ru", "одиннадцать месяцев", "months"),
        ("ru", "14 мес", "one_year"),
        ("zh", "我来了三个月了", "months"),
        ("zh", "住了12个月", "one_year"),
        ("zh", "已經兩年", "two_years_or_more"),
        ("zh", "到这里两个星期", "just_arrived"),
        ("zh", "十五个月", "one_year"),
        ("zh", "二十五个月", "two_years_or_more"),
        ("ur", "پانچ مہینے ہوئے", "months"),
        ("ur", "do hafte", "just_arrived"),
        ("ur", "۳ سال سے", "two_years_or_more"),
    ],
)
def test_stretches_of_time_in_six_languages(matcher, language, text, since):
    assert [term for term in found(matcher, text, language) if term.startswith("since:")] == [f"since:{since}"]


@pytest.mark.parametrize("text", ["3月", "2024年", "四十个月", "三月份"])
def test_chinese_dates_and_parts_of_numbers_are_no_stretches_of_time(matcher, text):
    assert [term for term in found(matcher, text, "zh") if term.startswith("since:")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我要办padron", "procedure:padron"),
        ("去lanbide登记", "place:lanbide"),
        ("要volante de empadronamiento吗", "document:registration_slip"),
    ],
)
def test_spanish_names_are_found_where_chinese_leaves_no_space(matcher, text, expected):
    assert expected in found(matcher, text, "zh")


@pytest.mark.parametrize("text", ["Daniel", "patient", "epatante", "  ", "🙂", "Тест 測試"])
def test_latin_word_in_a_chinese_message_stays_whole(matcher, text):
    assert found(matcher, text, "zh") == []
