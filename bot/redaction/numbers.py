"""Long digits: phone numbers, cards, accounts, social security, and any other run that could lead to a person."""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
from stdnum import iban, luhn
from stdnum.es import ccc

from bot.redaction.data import phrases, read_data
from bot.redaction.finder import Finder, Finding, Reading
from bot.redaction.kept import DATE

# Where the people who write to us have their phones; a number with "+" needs no region.
REGIONS = ("ES", "MA", "FR", "GB", "RO", "SN", "PK", "CO", "DZ", "UA", "CN", "BR", "PT", "VE", "HN", "NI", "BO", "PE", "NG", "US")
_APART = r"(?:[ \t.\-/_)№]{0,3}|[ .\-]?\((?=\d{1,4}\)))"  # brackets only as in "+44 (0)20"
_RUN = re.compile(rf"(?<!\d)[+(]{{0,2}}\d(?:{_APART}\d){{3,}}")
_ASKED = 40  # Numbers of one message that are looked up by region (0.2 ms each); more of them are just numbers.
# How many digits each announced kind has: "mi DNI es 12345678" is an identity number, "mi DNI caduca en 2026" is not.
_LENGTHS = {
    "NIE": range(6, 10),
    "NIF": range(6, 19),
    "PASSPORT": range(6, 11),
    "SSN": range(9, 15),
    "CARD": range(12, 20),
    "IBAN": range(9, 35),
    "PHONE": range(6, 16),
    "DOCUMENT": range(5, 40),
    "POSTCODE": range(4, 7),
}


class NumberFinder(Finder):
    """Every run of seven digits or more goes; the kind only decides the placeholder. Announced numbers may be shorter."""

    kinds = ("PHONE", "CARD", "SSN", "IBAN", "NIE", "NIF", "PASSPORT", "DOCUMENT", "ADDRESS", "NUMBER")

    def find(self, reading: Reading) -> Iterator[Finding]:
        for count, run in enumerate(_RUN.finditer(reading.masked)):
            kind, score = self._kind(run[0], reading.topic(run.start()), count < _ASKED)
            if kind:
                yield Finding(kind, run.start(), run.end(), score)

    def _kind(self, run: str, topic: str | None, may_ask: bool) -> tuple[str | None, float]:
        digits = re.sub(r"\D", "", run)
        checked = _checked_kind(digits)
        if checked:
            return checked, 1.0
        if len(digits) in _LENGTHS.get(topic, ()) and (topic == "PHONE" or not run.startswith("+")):
            return ("ADDRESS" if topic == "POSTCODE" else topic), 0.6
        if not _leads_to_a_person(digits):
            return None, 0.0
        is_known = run.startswith(("+", "00")) or (may_ask and len(digits) < 16 and is_phone(digits))
        return ("PHONE" if is_known else "NUMBER"), 0.4


def _checked_kind(digits: str) -> str | None:
    """The kind whose checksum is right."""
    if 13 <= len(digits) <= 19 and digits[0] in "23456" and luhn.is_valid(digits):
        return "CARD"
    if len(digits) == 12 and is_social_security(digits):
        return "SSN"
    return "IBAN" if len(digits) == 20 and ccc.is_valid(digits) else None


def _leads_to_a_person(digits: str) -> bool:
    """A round million is a quantity."""
    return len(digits) >= 7 and not (len(digits) < 9 and digits.endswith("000"))


def is_social_security(digits: str) -> bool:
    """Spanish affiliation number, 12 digits: province, number, and the rest of both divided by 97 (TGSS)."""
    province, number, control = int(digits[:2]), int(digits[2:10]), int(digits[10:])
    whole = number + province * 10_000_000 if number < 10_000_000 else int(digits[:10])
    return 1 <= province <= 66 and whole % 97 == control


@lru_cache(maxsize=1024)
def _parsed(digits: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None


def is_phone(digits: str) -> bool:
    """A number that some region of ours could have given out."""
    numbers = (_parsed(digits, region) for region in REGIONS)
    return any(number and phonenumbers.is_valid_number(number) for number in numbers)


# Two letters, two digits, then groups that hold digits: the tail is cut back to what the checksum says.
_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2} ?\d[ \-]?\d(?:[ \-.]{0,2}[a-z0-9]){11,30}")
_GROUPS = re.compile(r"[a-z]{2} ?\d\d(?:[ \-.]{0,2}[a-z]{0,4}\d+[a-z]{0,4}(?![a-z]))+")


class IbanFinder(Finder):
    """International account numbers; a mistyped one goes too when it has the shape."""

    kinds = ("IBAN",)

    def find(self, reading: Reading) -> Iterator[Finding]:
        for candidate in _IBAN.finditer(reading.plain):
            length = _valid_length(candidate[0])
            if length:
                yield Finding("IBAN", candidate.start(), candidate.start() + length, 1.0)
            elif (shape := _GROUPS.match(candidate[0])) and _looks_meant(reading.text[candidate.start() : candidate.start() + shape.end()]):
                yield Finding("IBAN", candidate.start(), candidate.start() + shape.end(), 0.6)


def _looks_meant(shape: str) -> bool:
    """Twelve digits or more, and the two letters no word of the sentence ("es 4111 ...")."""
    return sum(map(str.isdigit, shape)) >= 12 and (shape[2] != " " or shape[:2].isupper())


def _valid_length(candidate: str) -> int:
    """How many characters of `candidate`, up to the end of a word, are an IBAN with the right check digits; 0 when none."""
    for end in reversed([found.end() for found in re.finditer(r"[a-z0-9](?![a-z0-9])", candidate)]):
        text = re.sub(r"[ .\-]", "", candidate[:end])
        if 15 <= len(text) <= 34 and iban.is_valid(text, check_country=False):
            return end
    return 0


_IN_WORDS = r"\d{1,2}[ /.\-](?:de )?[^\W\d_]{3,10}[ /.\-](?:de |del )?(?:19|20)\d\d(?!\d)"
_IN_CHINESE = r"(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?[日号號]?"
_DATE = re.compile(rf"(?<!\d)(?:{DATE})(?!\d)|(?<!\d)(?:{_IN_WORDS}|{_IN_CHINESE})")


class BirthDateFinder(Finder):
    """A whole date right after "nací el" or right before "出生"; every other date stays, and a year alone too."""

    kinds = ("BIRTHDATE",)

    def __init__(self):
        super().__init__()
        self._after = re.compile(rf" ?(?:{phrases(read_data('contexts.yml')['BORN_AFTER'])})")

    def find(self, reading: Reading) -> Iterator[Finding]:
        for date in _DATE.finditer(reading.plain):
            if reading.topic(date.start()) == "BIRTHDATE" or self._after.match(reading.plain, date.end()):
                yield Finding("BIRTHDATE", date.start(), date.end(), 0.6)
