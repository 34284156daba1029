"""Translations that come back: what each would change is said first, what is refused says why, and nothing is written over."""

from dataclasses import replace

import pytest

from bot.errors import Misconfigured
from knowledge_base.editing.desk import EditingDesk
from knowledge_base.editing.draft import State, WrittenText
from knowledge_base.editing.drafts import MemoryDrafts, SavedElsewhere
from knowledge_base.entry import Entry, Status
from knowledge_base.exchange.machine import TranslatorSilent, load_translator, machine_sheets
from knowledge_base.exchange.planning import Outcome, apply_plan, plan_import
from knowledge_base.exchange.sheets import Sheet, sheet_of
from knowledge_base.repository import MemoryEntryRepository
from tests.contract.knowledge_base.samples import entry, text

LANGUAGES = ("es", "eu", "ar")


class Office:
    """An entry at revision 2 in two languages, another in one, and a translator in front of them."""

    def __init__(self):
        self.repository = MemoryEntryRepository()
        stale, original = text("eu", title="Zaharra"), text(source_revision=2)
        self.repository.save([entry("padron", [original, stale]), entry("tis", [text(questions=("¿qué es la tis?",))])])
        self.desk = EditingDesk(self.repository, MemoryDrafts())

    def live(self, id: str = "padron") -> Entry:
        return self.repository.entry(id, "bilbao")

    def sheet(self, id: str = "padron", language: str = "ar", **targets: str) -> Sheet:
        """As it comes back: every passage written, unless `targets` says otherwise (`body_1`)."""
        empty = sheet_of(self.live(id), language)
        words = {
            "title": f"عنوان {id}",
            "questions": f"ما هو {id}؟",
            "summary": "ملخص 0 €.",
            "body 1/2": "## ماذا\n1. اذهب.",
            "body 2/2": "- 0 €",
        }
        said = words | {key.replace("_", " ") + ("/2" if key.startswith("body") else ""): words for key, words in targets.items()}
        return replace(empty, passages=tuple(replace(p, target=said[p.key]) for p in empty.passages))

    def plan(self, *sheets: Sheet, by: str = "ana", **options):
        return plan_import(sheets, self.desk, by, LANGUAGES, **options)

    def draft(self, id: str = "padron", by: str = "ana"):
        return self.desk.drafts.find("bilbao", id, by)


@pytest.fixture
def office() -> Office:
    return Office()


def told(plan) -> list[tuple[str, str]]:
    return [(line.outcome.value, line.reason) for line in plan.lines]


def test_plan_changes_nothing_and_applying_it_makes_drafts_that_nobody_is_answered_with(office):
    before = office.live()
    plan = office.plan(
        office.sheet(), office.sheet("tis"), office.sheet("tis", "eu", title="", questions="", summary="", body_1="", body_2="")
    )
    assert told(plan) == [("new", ""), ("new", ""), ("empty", "")]
    assert office.draft() is None and (plan.count("new"), plan.count("empty")) == (2, 1)

    assert apply_plan(plan, office.desk) == 2
    assert office.draft().texts["ar"].title == "عنوان padron" and office.draft().state is State.DRAFT
    assert office.live() == before


def test_draft_is_published_by_somebody_else_and_then_reviewed(office):
    apply_plan(office.plan(office.sheet()), office.desk, to_review=True)
    office.desk.publish(office.draft(), "bea")
    assert (office.live().texts["ar"].status, office.live().texts["ar"].source_revision) == (Status.REVIEWED, 2)


def test_translation_of_an_older_original_stays_older_also_when_it_is_published(office):
    sheet = replace(office.sheet("padron", "ar"), revision=1)
    plan = office.plan(sheet)
    assert told(plan) == [("new", "")] and plan.lines[0].is_older
    apply_plan(plan, office.desk, to_review=True)
    office.desk.publish(office.draft(), "bea")
    assert office.live().texts["ar"].source_revision == 1 < office.live().revision


def test_original_that_changes_between_import_and_publication_leaves_the_translation_older(office):
    apply_plan(office.plan(office.sheet()), office.desk, to_review=True)
    original = office.desk.save_text(
        office.desk.begin("bilbao", "padron", "eva"), "es", WrittenText("Nuevo", ("¿nuevo?",), "Nuevo.", "Nuevo.")
    )
    office.desk.publish(office.desk.send(original), "bea")
    office.desk.publish(office.draft(), "bea")
    assert (office.live().revision, office.live().texts["ar"].source_revision) == (3, 2)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"entry_id": "gone"}, "unknown_entry"),
        ({"city": "../.."}, "no_entry"),
        ({"entry_id": ""}, "no_entry"),
        ({"language": "es"}, "is_original"),
        ({"language": "xx"}, "unknown_language"),
        ({"revision": 3}, "newer_original"),
        ({"revision": 0}, "no_revision"),
        ({"passages": ()}, "empty"),
    ],
)
def test_sheet_of_nothing_that_we_have_is_refused_with_its_reason(office, change, reason):
    (line,) = office.plan(replace(office.sheet(), **change)).lines
    assert (line.reason or line.outcome.value, line.draft) == (reason, None)


def test_sheet_of_another_entry_under_this_name_is_refused(office):
    foreign = replace(office.sheet(), passages=tuple(replace(p, source=f"otra cosa {p.key}") for p in office.sheet().passages))
    assert told(office.plan(foreign)) == [("refused", "other_original")]


def test_original_with_a_small_change_is_taken_and_told(office):
    first, *others = office.sheet().passages
    (line,) = office.plan(replace(office.sheet(), passages=(replace(first, source="Padrón, casi"), *others))).lines
    assert line.outcome is Outcome.NEW and line.changed == ("title",)


def test_spaces_that_a_program_changed_in_the_original_do_not_matter(office):
    sheet = replace(office.sheet(), passages=tuple(replace(p, source=p.source.replace("\n", "  ")) for p in office.sheet().passages))
    assert office.plan(sheet).lines[0].changed == ()


def test_older_file_does_not_come_before_a_newer_translation(office):
    fresh = replace(office.live(), texts=dict(office.live().texts) | {"eu": text("eu", source_revision=2)})
    office.repository.save([fresh])
    assert told(office.plan(replace(office.sheet(language="eu"), revision=1))) == [("refused", "older_than_ours")]


def test_withdrawn_entry_says_so(office):
    sheet = office.sheet()
    office.desk.withdraw("bilbao", "padron", "bea")
    assert told(office.plan(sheet)) == [("refused", "withdrawn")]


def test_entry_twice_in_one_file_counts_once(office):
    assert told(office.plan(office.sheet(), office.sheet())) == [("new", ""), ("refused", "twice_in_file")]


def test_two_languages_of_one_entry_are_one_draft(office):
    plan = office.plan(office.sheet(), office.sheet(language="eu", title="Errolda"))
    assert told(plan) == [("new", ""), ("changed", "")]
    apply_plan(plan, office.desk)
    assert set(office.draft().texts) == {"ar", "eu"}


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ({"summary": "x <script>alert(1)</script>"}, "summary: holds HTML"),
        ({"body_1": "[x](javascript:alert(1))"}, "holds a script"),
        ({"summary": "https://evil.example.org"}, "https://evil.example.org"),
        ({"summary": "x" * 400}, "summary: has 400 characters"),
        ({"body_1": "[x](https://a"}, "body, line 1: holds a broken link"),
        ({"body_1": "a\n\n[x] (https://a)"}, "body, line 3: holds a broken link"),
        ({"body_1": "**a"}, "body, line 1: holds ** that"),
        ({"title": "a\u202eb"}, "U+202E"),
        ({"title": "a\0b"}, "U+0000"),
        ({"questions": "¿qué es la tis?"}, None),
    ],
)
def test_words_against_the_rules_are_refused_with_the_key(office, targets, said):
    (line,) = office.plan(office.sheet(**targets)).lines
    assert (line.outcome is Outcome.REFUSED) is (said is not None)
    if said:
        assert line.reason == "faults" and any(said in detail for detail in line.details)


def test_unfinished_sheet_says_what_is_missing(office):
    (line,) = office.plan(office.sheet(body_2="")).lines
    assert (line.reason, line.details) == ("unfinished", ("body 2/2",))


def test_same_words_are_no_work_for_anybody(office):
    known = sheet_of(office.live(), "eu")
    assert told(office.plan(known)) == [("same", "")]
    apply_plan(office.plan(office.sheet()), office.desk)
    assert told(office.plan(office.sheet())) == [("same", "")]


def test_what_was_written_by_hand_is_not_written_over_and_an_older_import_is(office):
    apply_plan(office.plan(office.sheet()), office.desk)
    mended = office.plan(office.sheet(title="عنوان آخر"))
    assert told(mended) == [("new", "")]
    apply_plan(mended, office.desk)
    office.desk.save_text(office.draft(), "ar", WrittenText("بيدي", (), "بيدي", "بيدي"))
    assert told(office.plan(office.sheet())) == [("refused", "own_draft")]
    assert office.draft().texts["ar"].title == "بيدي"


def test_draft_in_review_is_left_to_who_reviews_it(office):
    apply_plan(office.plan(office.sheet()), office.desk, to_review=True)
    assert told(office.plan(office.sheet(language="eu", title="Errolda"))) == [("refused", "in_review")]
    assert office.draft().state is State.IN_REVIEW


def test_somebody_saving_meanwhile_keeps_everything_out_and_changes_the_plan(office):
    plan = office.plan(office.sheet("tis"), office.sheet())
    office.desk.save_text(office.desk.begin("bilbao", "padron", "ana"), "eu", WrittenText("x"))
    with pytest.raises(SavedElsewhere):
        apply_plan(plan, office.desk)
    assert office.draft("tis") is None
    assert office.plan(office.sheet("tis"), office.sheet()).digest != plan.digest


class Glossary:
    """A translator that knows a few words: small, but a real one."""

    words = {"oficina": "مكتب", "Nada": "لا شيء", "Padrón": "السجل", "papel": "ورقة"}

    def translate(self, texts, source, target):
        assert (source, target) == ("es", "ar")
        return [" ".join(self.words.get(word.strip("."), word) for word in each.split(" ")) for each in texts]


def test_machine_draft_stays_marked_until_a_person_saves_it(office):
    plan = office.plan(*machine_sheets([office.live()], "ar", Glossary()), by_machine=True)
    apply_plan(plan, office.desk, to_review=True)
    written = office.draft().texts["ar"]
    assert (
        written.is_machine and written.title == "السجل (es)" and written.body == "## Qué hacer\n1. Ve a la مكتب\n\n## Cuánto cuesta\nلا شيء"
    )
    assert office.desk.composed(office.draft(), Status.REVIEWED).entry.texts["ar"].status is Status.MACHINE_DRAFT
    version = office.desk.publish(office.draft(), "bea")
    assert version.entry.texts["ar"].status is Status.MACHINE_DRAFT

    draft = office.desk.save_text(office.desk.begin("bilbao", "padron", "ana"), "ar", WrittenText("السجل", ("سؤال؟",), "0 €", "## ماذا"))
    office.desk.publish(office.desk.send(draft), "bea")
    assert office.live().texts["ar"].status is Status.REVIEWED


@pytest.mark.parametrize("given", [[], ["one"] * 99, [None] * 8, [" "] * 8, RuntimeError("no line")])
def test_translator_that_fails_leaves_nothing(office, given):
    class Broken:
        def translate(self, texts, source, target):
            if isinstance(given, Exception):
                raise given
            return given

    with pytest.raises(TranslatorSilent):
        machine_sheets([office.live()], "ar", Broken())


def test_translator_is_off_unless_one_is_named():
    assert load_translator("") is None
    assert load_translator(f"{__name__}:Glossary").words is Glossary.words


@pytest.mark.parametrize("name", ["json", "json:nothing", "no.such.module:x", "json:dumps", "os:system; ls", "../x:y", "builtins:exit"])
def test_translator_that_cannot_be_is_said_at_the_start(name):
    with pytest.raises(Misconfigured):
        load_translator(name)
