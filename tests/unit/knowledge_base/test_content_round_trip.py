"""Content that is written and read again is the same, to the byte, whatever people write."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.city_content import CityContent, Negative
from knowledge_base.content_files import read_folder
from knowledge_base.content_writing import write_city
from knowledge_base.drafts import finished
from knowledge_base.entry import Entry, EntryText, Source, Status
from knowledge_base.problems import Problems
from tests.contract.knowledge_base.samples import NEGATIVES, directory, entry, service, text

AWKWARD = st.sampled_from(
    ["- a", "a: b", "# x", "'q'", '"q"', "no", "~", "null", "016", "10:00", "---", "...", "a\n---\nb", "  b", "{x}", "[y]", "*z", "&z",
     "!t", "| p", "> p", "%d", "@a", "`c`", "\\n", "مرحبا \u200f(112) بك", "😀 👩\u200d👩\u200d👧", "a\u2028b", "a\x85b", "\ufeffx", "é", "x" * 200, "w " * 200]
)  # fmt: skip
ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=60)
WORDS = st.one_of(AWKWARD, ANY).filter(lambda text: text.strip() and text.replace("\r", "\n").strip())
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True).filter(lambda name: name != "negatives")
LISTS = st.lists(WORDS, max_size=3).map(tuple)
SOURCES = st.builds(
    Source,
    st.sampled_from(["https://a.org/?x=1&y=%20#z", "http://b.org"]),
    WORDS,
    st.dates(date(1990, 1, 1)),
    WORDS,
    st.sampled_from("ABC"),
)


@st.composite
def entries(draw) -> Entry:
    revision = draw(st.integers(1, 9))
    texts = {
        language: EntryText(
            language,
            draw(WORDS),
            draw(LISTS),
            draw(WORDS),
            draw(st.one_of(st.just(""), WORDS)),
            draw(st.sampled_from(list(Status))),
            revision,
        )
        for language in draw(st.sets(st.sampled_from(["es", "ar", "no", "zh-Hant"]), min_size=1))
    }
    id, section = draw(NAMES), draw(NAMES)
    related = tuple(name for name in draw(st.lists(NAMES, max_size=2)) if name != id)
    sources = tuple(draw(st.lists(SOURCES, min_size=1, max_size=2)))
    dates = draw(st.dates(date(1990, 1, 1)))
    return Entry(id, section, "bilbao", sources, draw(LISTS), related, draw(LISTS), draw(LISTS), dates, texts, revision)


def read(folder: Path) -> CityContent:
    problems = Problems()
    (city,) = read_folder(folder, problems)
    assert problems.faults == []
    return CityContent(city.city, tuple(finished(draft) for draft in city.entries), city.directory, city.negatives)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_round_trip(content: CityContent, folder: Path):
    write_city(folder / "first", content)
    again = read(folder / "first")
    assert again == content
    write_city(folder / "second", again)
    assert files(folder / "second") == files(folder / "first")
    assert files(folder / "first")


@settings(max_examples=100, deadline=None)
@given(entries())
def test_any_entry_comes_back_equal_and_its_files_too(any_entry):
    with TemporaryDirectory() as folder:
        assert_round_trip(CityContent("bilbao", (any_entry,)), Path(folder))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(Negative, WORDS.map(str.strip), st.sampled_from(["es", "no"]), st.none() | NAMES), min_size=1, max_size=6))
def test_any_negatives_come_back_equal(negatives):
    ordered = sorted(negatives, key=lambda n: (n.language, n.entry_id is not None, n.entry_id or ""))
    with TemporaryDirectory() as folder:
        write_city(Path(folder), CityContent("bilbao", (entry(),), None, tuple(ordered)))
        assert sorted(read(Path(folder)).negatives, key=repr) == sorted(ordered, key=repr)


def test_whole_city_comes_back_equal(tmp_path):
    bare = service("srv-bare", location=None, schedules=(), phones=(), sources=(), assured_date=None, name={"es": "A", "no": "B"})
    content = CityContent(
        "bilbao", (entry(texts=[text(), text("ar")]),), directory(service(), bare), tuple(sorted(NEGATIVES, key=lambda n: n.language))
    )
    assert_round_trip(content, tmp_path)


def test_keys_keep_their_order(tmp_path):
    write_city(tmp_path, CityContent("bilbao", (entry(),)))
    lines = (tmp_path / "bilbao/padron/padron-que-es/entry.yml").read_text().splitlines()
    assert [line.split(":")[0] for line in lines if line[0] not in "- "] == [
        "id", "section", "city", "sources", "legal_basis", "related", "services", "verify", "review_by",
    ]  # fmt: skip
