"""The check of cards: each fault alone, all at once, and no fault where there is none."""

import pytest

from bot.errors import ContentFaults
from rumours.card_check import LANGUAGES, check_card, check_cards
from rumours.card_drafts import draft_of, finished
from tests.contract.rumours.samples import card, card_folder, evidence, text, whole_card

ID = "todas-las-ayudas"
YML, ES, FR, AR = (f"{ID}/{name}.yml" for name in ("rumour", "es", "fr", "ar"))
PUBLIC = "En 2023 el 65 % eran de aquí, según Lanbide."

# (file, words that are replaced, by what, key of the fault, words of its message)
FAULTS = {
    "file is not YAML": (YML, "category: ayudas", "category: [ayudas", "file", "not YAML, line"),
    "key is missing": (YML, "category: ayudas\n", "", "category", "is missing"),
    "key is unknown": (YML, "category: ayudas\n", "category: ayudas\ncolour: red\n", "colour", "not a key we know"),
    "key of a text is unknown": (ES, "status: draft\n", "status: draft\ntitel: x\n", "titel", "not a key we know"),
    "text lacks a key": (FR, "worry: >-\n  Que no llegue para todas.\n", "", "worry", "is missing"),
    "list is missing": (FR, "avoid:\n- No niegues que hay colas.\n", "", "avoid", "is missing"),
    "category is unknown": (YML, "category: ayudas", "category: clima", "category", "is one of ayudas"),
    "verdict is unknown": (YML, "verdict: 'false'", "verdict: 'true'", "verdict", "is one of false"),
    "care is neither true nor false": (YML, "handle_with_care: true", "handle_with_care: maybe", "handle_with_care", "`true` or `false`"),
    "folder differs from id": (YML, f"id: {ID}\n", "id: other\n", "id", "folder is called"),
    "date in another form": (YML, "review_by: 2027-05-21", "review_by: 21/05/2027", "review_by", "a date such as"),
    "evidence has no such day": (YML, "checked_on: 2026-11-21", "checked_on: 2026-11-31", "evidence[1].checked_on", "a date such as"),
    "evidence ran out before": (YML, "valid_until: 2027-12-31", "valid_until: 2020-12-31", "evidence[1].valid_until", "before"),
    "evidence has no link": (YML, "  url: https://www.lanbide.eus/rgi\n", "", "evidence[1].url", "is missing"),
    "evidence is no link": (YML, "url: https://www.lanbide.eus/rgi", "url: lanbide.eus", "evidence[1].url", "not an http"),
    "evidence is seen by X": (YML, "seen: B", "seen: X", "evidence[1].seen", "one of A, B, C"),
    "evidence of an unknown id": (YML, "public: [rgi23]", "public: [rgi24]", "rests_on.public", "no evidence `rgi24`"),
    "text rests on nothing": (YML, "public: [rgi23]", "public: []", "rests_on.public", "names no evidence"),
    "text that rests is unknown": (YML, "public: [rgi23]", "publik: [rgi23]", "rests_on.publik", "not a text that rests"),
    "related card is unknown": (YML, "related: []", "related: [no-existe]", "related", "no card `no-existe`"),
    "card is related to itself": (YML, "related: []", f"related: [{ID}]", "related", "itself"),
    "entry is unknown": (YML, "entries: []", "entries: [no-existe]", "entries", "no entry `no-existe`"),
    "too many entries": (YML, "entries: []", "entries: [rgi, imv, tis, asilo]", "entries", "at most 3"),
    "sentence of an evidence is missing": (FR, "  rgi23: En 2023", "  other: En 2023", "evidence.rgi23", "is missing"),
    "sentence of no evidence": (FR, "  rgi23: En 2023", "  other: En 2023", "evidence.other", "no evidence of rumour.yml"),
    "status is unknown": (ES, "status: draft", "status: published", "status", "one of reviewed"),
    "title is too long": (ES, "title: Dos", "title: " + "Dos " * 30, "title", "at most 90"),
    "title is the claim": (ES, f"title: Dos de cada tres personas con {ID} nacieron aquí (es)", f"title: Los de fuera se llevan toda la {ID} es!", "title", "is the claim"),
    "title denies the claim": (
        ES, f"title: Dos de cada tres personas con {ID} nacieron aquí (es)", f"title: Los de fuera no se llevan toda la {ID} es", "title", "nearly all words",
    ),
    "public text is too long": (ES, PUBLIC, PUBLIC * 10, "public", "at most 400"),
    "one line is too long": (ES, "one_line: El 65", "one_line: " + "El " * 70 + "65", "one_line", "at most 180"),
    "one minute is too short": (ES, "one_minute: >-\n", "one_minute: El 65 %.\nstory_: >-\n", "one_minute", "60 to 130"),
    "one question": (ES, "- ¿Quién lo pide?\n", "", "questions", "2 or 3"),
    "too few phrasings": (ES, f"- frase 13 sobre {ID} en es\n", "", "phrasings", "14 or more"),
    "phrasing twice": (ES, f"- frase 13 sobre {ID} en es\n", f"- ¡FRASE 12 sobre {ID} en es!\n", "phrasings[14]", "same as phrasings[13]"),
    "phrasing is the claim": (ES, f"- frase 13 sobre {ID} en es\n", f"- los de fuera se llevan toda la {ID} es\n", "phrasings[14]", "same as the claim"),
    "number without evidence": (ES, PUBLIC, "En 2023 el 66 % eran de aquí.", "public", "66 is in no evidence"),
    "small share without evidence": (ES, PUBLIC, "En 2023 el 7 % eran de aquí.", "public", "7 is in no evidence"),
    "other number in a translation": (AR, "one_line: El 65 %", "one_line: El ٦٧٪", "one_line", "67 is in no evidence"),
    "HTML": (ES, PUBLIC, "En 2023 <b>eran</b> de aquí.", "public", "HTML"),
    "script": (ES, PUBLIC, "Lee javascript:x", "public", "script"),
    "link in a text": (ES, PUBLIC, "Lee https://example.org", "public", "holds a link"),
    "reversed writing": (ES, "title: Dos", "title: \u202eDos", "title", "U+202E"),
    "placeholder": (ES, PUBLIC, "En 2023 XXXX", "public", "placeholder"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "key", "message"), FAULTS.values(), ids=FAULTS)
def test_fault_is_found_with_file_and_key(tmp_path, path, old, new, key, message):
    findings = check_cards(card_folder(tmp_path, {path: (old, new)}), {"rgi", "imv", "tis", "asilo"})

    assert [fault for fault in findings.faults if (fault.path, fault.key) == (path, key) and message in fault.message], findings.faults
    assert findings.cards == () == findings.sound


@pytest.mark.parametrize(
    "words", ["En 2023 eran 2 de cada 3.", "Desde la COVID-19 no ha cambiado.", "De 1.000 a ١٬٠٠٠ o 1 000 y 1,000 euros."]
)
def test_years_counting_words_and_the_same_number_are_no_fault(tmp_path, words):
    changes = {ES: (PUBLIC, words)}
    folder = card_folder(tmp_path, changes)
    file = folder / ID / "es.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("rgi23: En 2023", "rgi23: De 1000 euros. En 2023"), encoding="utf-8")

    assert check_cards(folder, ()).faults == ()


def test_number_of_the_claim_may_be_repeated(tmp_path):
    changed = whole_card().texts
    thousand = [text(code, topic=ID, claim=f"Les dan 4.700 euros {code}", public="No son 4700 euros: es el 65 %.") for code in changed]

    assert check_cards(card_folder(tmp_path, None, card(ID, thousand)), ()).faults == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_language_is_a_fault_of_the_original_and_advice_of_a_translation(tmp_path, language):
    folder = card_folder(tmp_path)
    (folder / ID / f"{language}.yml").unlink()
    found = check_cards(folder, ())

    assert f"{ID}/{language}.yml: file: is missing" in map(str, found.faults if language == "es" else found.advice)


def test_our_cards_are_in_all_languages(our_cards):
    assert {tuple(sorted(card.texts)) for card in our_cards} == {tuple(sorted(LANGUAGES))}


def test_sound_folder_gives_its_cards(tmp_path):
    findings = check_cards(card_folder(tmp_path), ())

    assert findings.faults == () == findings.advice
    assert findings.must_be_clean() == (whole_card(),)


def test_every_fault_comes_at_once(tmp_path):
    changes = {YML: ("category: ayudas", "category: clima"), ES: (PUBLIC, "El 66 %."), FR: ("status: draft", "status: x")}
    findings = check_cards(card_folder(tmp_path, changes), ())

    assert {fault.path for fault in findings.faults} == {YML, ES, FR}
    with pytest.raises(ContentFaults) as refused:
        findings.must_be_clean()
    assert len(refused.value.faults) == len(findings.faults) >= 3


def test_card_with_a_fault_leaves_the_others_sound(tmp_path):
    cards = (whole_card("a"), whole_card("b"))
    findings = check_cards(card_folder(tmp_path, {"a/es.yml": (PUBLIC, "El 66 %.")}, *cards), ())

    assert [sound.id for sound in findings.sound] == ["b"] and findings.cards == ()


def test_one_phrasing_cannot_teach_two_cards(tmp_path):
    cards = (whole_card("a"), whole_card("b"))
    findings = check_cards(card_folder(tmp_path, {"b/fr.yml": ("- frase 3 sobre b en fr", "- Frase 4, sobre A en fr")}, *cards), ())

    assert [str(fault) for fault in findings.faults] == ["b/fr.yml: phrasings[4]: is also said in a"]


def test_numbers_that_differ_from_spanish_are_pointed_at(tmp_path):
    findings = check_cards(card_folder(tmp_path, {FR: ("rgi23: En 2023, en Euskadi, el 65", "rgi23: En 2022, en Euskadi, el 65")}), ())

    assert findings.faults == () and [advice.key for advice in findings.advice] == ["evidence.rgi23"]


def test_strange_file_and_empty_folder_are_faults(tmp_path):
    folder = card_folder(tmp_path / "cards")
    (folder / ID / "notes.txt").write_text("x", encoding="utf-8")

    assert [fault.message for fault in check_cards(folder, ()).faults] == ["is not a file of a card"]
    assert check_cards(tmp_path / "nothing", ()).faults[0].key == "folder"


def test_card_of_the_console_is_checked_against_the_others():
    other = whole_card("other", related=())
    sound, broken = whole_card(related=("other",)), whole_card(related=("gone",))

    assert check_card(sound, (), [other]).cards == (sound,)
    assert [fault.key for fault in check_card(broken, (), [other]).faults] == ["related"]
    assert check_card(whole_card(evidence=(evidence(seen="C", url=""),)), (), []).faults == ()


def test_draft_of_a_card_is_finished_to_the_same():
    assert finished(draft_of(whole_card())) == whole_card()
