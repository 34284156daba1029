"""Cards that are written and read again are the same, to the byte, whatever people write; ours are in that form already."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.problems import Problems
from rumours.card_check import check_cards
from rumours.card_drafts import finished
from rumours.card_files import cards_in, read_cards
from rumours.card_writing import write_cards
from rumours.publishing import export_cards, import_cards, seed_cards
from rumours.repository import MemoryRumourRepository
from rumours.rumour import Rumour
from tests.contract.rumours.samples import card, card_folder, evidence, text, whole_card
from tests.house.tree import ROOT
from tests.unit.knowledge_base.test_content_round_trip import LISTS, NAMES, WORDS, files

CONTENT = ROOT / "rumours" / "content"
SOME = st.lists(WORDS, min_size=1, max_size=3).map(tuple)


@st.composite
def cards(draw) -> Rumour:
    ids = tuple(draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)))
    words = {name: draw(WORDS) for name in ("claim", "nuance", "public", "one_minute", "full", "worry")}
    lists = {name: draw(SOME) for name in ("phrasings", "questions", "avoid", "fallacies")}
    sentences = {id: draw(WORDS) for id in ids}
    texts = [text(code, ids, **words | lists | {"title": f"{words['claim']}!", "evidence": sentences}) for code in ("es", "no")]
    proofs = tuple(evidence(id, territory=draw(WORDS), verify=draw(st.just("") | WORDS).strip()) for id in ids)
    return card(draw(NAMES), texts, evidence=proofs, circulates=draw(LISTS), verify=draw(LISTS))


def read(folder: Path) -> list[Rumour]:
    problems = Problems()
    found = [finished(draft) for draft in read_cards(folder, problems)]
    assert problems.faults == []
    return found


@settings(max_examples=60, deadline=None)
@given(cards())
def test_any_card_comes_back_equal_and_its_files_too(any_card):
    with TemporaryDirectory() as folder:
        first, second = Path(folder, "first"), Path(folder, "second")
        write_cards(first, [any_card])
        assert read(first) == [any_card]
        write_cards(second, read(first))
        assert files(first) == files(second) != {}


def test_our_cards_have_no_fault_and_export_to_the_same_bytes(tmp_path):
    entries = {file.parent.name for file in (ROOT / "knowledge_base" / "content").glob("*/*/*/entry.yml")}
    repository = MemoryRumourRepository()

    assert import_cards(repository, CONTENT, entries) == 60
    assert export_cards(repository, tmp_path) == 60
    assert files(tmp_path) == files(CONTENT)


def test_cards_are_seeded_once_and_what_staff_edit_stays(tmp_path):
    repository = MemoryRumourRepository()
    assert seed_cards(repository, card_folder(tmp_path), set) == 1
    repository.save([whole_card(category="empleo")])

    assert seed_cards(repository, tmp_path, set) == 0
    assert repository.cards()[0].category == "empleo"
    assert seed_cards(MemoryRumourRepository(), tmp_path / "nothing", set) == 0


def test_card_with_faults_is_not_seeded_but_the_others_are(tmp_path):
    folder = card_folder(tmp_path, {"a/es.yml": ("status: draft", "status: x")}, whole_card("a"), whole_card("b"))
    repository = MemoryRumourRepository()

    assert seed_cards(repository, folder, set) == 1
    assert [found.id for found in repository.cards()] == ["b"]


def test_imported_card_may_refer_to_one_that_is_there(tmp_path):
    repository = MemoryRumourRepository()
    repository.save([whole_card("there")])

    assert import_cards(repository, card_folder(tmp_path, None, whole_card(related=("there",))), ()) == 1
    assert check_cards(tmp_path, ()).faults


def test_cards_are_found_beside_the_cities_or_alone(tmp_path):
    card_folder(tmp_path / "rumours")

    assert cards_in(tmp_path) == cards_in(tmp_path / "rumours") == tmp_path / "rumours"
    assert cards_in(tmp_path / "rumours" / "todas-las-ayudas") is None
