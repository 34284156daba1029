"""Generated personal data never survives, whatever surrounds it; help numbers always do; a second redaction changes nothing."""

import re

import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.es import dni, nie

from bot.redaction.data import read_data
from bot.redaction.numbers import REGIONS

# Our machines are shared, and a run tomorrow must say what a run today says; raise `max_examples` to search further.
unhurried = settings(deadline=None, derandomize=True, database=None)

SENTENCES = [
    "Hola, apunto {} para la cita",
    "Kaixo, hau da {} eta hitzordua nahi",
    "Please note {} for my appointment",
    "Bonjour, voici {} pour le rendez-vous",
    "مرحبا هذا {} للموعد",
    "salam hada {} dyali",
    "Olá, anote {} para a marcação",
    "Bună, notați {} pentru programare",
    "Привіт, ось {} для запису",
    "Здравствуйте, вот {} на приём",
    "你好，请记下{}谢谢",
    "سلام یہ {} ہے",
]
HELP_NUMBERS = [entry["number"] for entry in read_data("public_numbers.yml")["help"]]
FORMATS = [phonenumbers.PhoneNumberFormat.E164, phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.NATIONAL]
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
sentences = st.sampled_from(SENTENCES)


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


nies = st.builds(lambda letter, number: letter + number + nie.calc_check_digit(letter + number), st.sampled_from("XYZ"), digits(7))
nifs = digits(8).map(lambda number: number + dni.calc_check_digit(number))
cards = st.builds(lambda first, rest: first + rest + luhn.calc_check_digit(first + rest), st.sampled_from("3456"), digits(14))
ibans = st.one_of(
    digits(20).map(lambda rest: "ES00" + rest),
    digits(18).map(lambda rest: "DE00" + rest),
    digits(14).map(lambda rest: "GB00NWBK" + rest),
    digits(16).map(lambda rest: "RO00BTRL" + rest),
).map(lambda number: number[:2] + iban.calc_check_digits(number) + number[4:])
phones = st.builds(
    lambda region, way: phonenumbers.format_number(phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE), way),
    st.sampled_from(REGIONS),
    st.sampled_from(FORMATS),
)
spanish_phones = st.builds(lambda first, rest: first + rest, st.sampled_from("67"), digits(8))
emails = st.from_regex(r"[a-z][a-z0-9._-]{0,15}[a-z0-9]@[a-z][a-z0-9]{2,10}\.(com|es|eus|co\.uk|ma|gmial)", fullmatch=True)


@st.composite
def disguised(draw, numbers: st.SearchStrategy[str]) -> str:
    """A number as people type it: lower case, in groups, in other digits, with invisible characters."""
    number = draw(numbers)
    between = draw(st.sampled_from(["", " ", ".", "-", "\u00a0", "\u200b", "\u2011", "\u2066"]))
    every = draw(st.integers(1, 4))
    number = between.join(number[place : place + every] for place in range(0, len(number), every))
    number = draw(st.sampled_from([number, number.lower()]))
    return number.translate(draw(st.sampled_from([{}, ARABIC_DIGITS, WIDE_DIGITS])))


def only_a_placeholder_is_left(redactor, sentence: str, secret: str) -> bool:
    before, after = map(re.escape, sentence.split("{}"))
    return re.fullmatch(rf"{before}\[[A-Z]+\]{after}", redactor.redact_text(sentence.format(secret), "es")) is not None


@unhurried
@given(sentences, st.one_of(disguised(nies), disguised(nifs)))
def test_generated_identity_numbers_never_survive(redactor, sentence, secret):
    assert only_a_placeholder_is_left(redactor, sentence, secret)


@unhurried
@given(sentences, st.one_of(ibans, ibans.map(lambda number: re.sub("(.{4})", r"\1 ", number).strip()), ibans.map(str.lower)))
def test_generated_accounts_never_survive(redactor, sentence, secret):
    assert only_a_placeholder_is_left(redactor, sentence, secret)


@unhurried
@given(sentences, disguised(cards))
def test_generated_cards_never_survive(redactor, sentence, secret):
    assert only_a_placeholder_is_left(redactor, sentence, secret)


@unhurried
@given(sentences, st.one_of(phones, disguised(spanish_phones)))
def test_generated_phones_never_survive(redactor, sentence, secret):
    assert only_a_placeholder_is_left(redactor, sentence, secret)


@unhurried
@given(sentences, emails)
def test_generated_mail_addresses_never_survive(redactor, sentence, secret):
    assert only_a_placeholder_is_left(redactor, sentence, secret)


@unhurried
@given(sentences, st.sampled_from(HELP_NUMBERS), st.sampled_from(["{}", "+34 {}", "{}.", "({})"]), st.booleans())
def test_help_numbers_always_survive(redactor, sentence, number, way, together):
    number = number.replace(" ", "") if together else number
    way = "{}" if way.startswith("+") and len(number) < 9 else way
    text = sentence.format(way.format(number))
    assert redactor.redact_text(text, "es") == text


pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["me llamo ", "soy ", "Ana ", "calle ", "Autonomía 12 ", "600 123 456", "X1234567L", "pasaporte ", "naiz", "112", "@", "a@b.es "]
    ),
    st.sampled_from(
        ["[NAME]", "[", "NIE ", "2020", "16:00", " ", "12.345.678", "IBAN ", "ES91 2100 ", "www.", "اسمي ", "٣", "\u200b", "º", "euros"]
    ),
    st.sampled_from(
        [
            "меня зовут ",
            "Анна ",
            "улица ",
            "д. 5",
            "Х",
            "我叫",
            "王小明",
            "我住在",
            "自由街",
            "12号",
            "微信",
            "میرا نام ",
            "احمد ",
            "گلی نمبر ",
            "main ",
            "hoon",
        ]
    ),
)


@settings(unhurried, max_examples=300)
@given(st.lists(pieces, max_size=14).map("".join))
def test_second_redaction_changes_nothing(redactor, text):
    once = redactor.redact_text(text, "es")
    assert redactor.redact_text(once, "es") == once


def test_help_numbers_were_looked_at():
    assert {"112", "016", "010", "024", "091", "092", "900 840 111", "900 105 090", "116 111", "900 20 30 50", "94 401 00 10"} <= set(
        HELP_NUMBERS
    )
