"""The entry repository, publishing, named changes and history: one suite for memory, SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge_base.changes import MOST_NAMED, Changes
from knowledge_base.city_content import CityContent
from knowledge_base.versions import Kind, StaleVersion, Version
from tests.contract.knowledge_base.repositories import CachedInMemory, CachedOnSqlite, InMemory, OnPostgresql, OnSqlite
from tests.contract.knowledge_base.samples import NEGATIVES, directory, entry, text

ODD = "رقم \u200e112 «صحيح»: 'a' \"b\" \\ # - {x} [y] & * ! | > % @ ` 😀 👩\u200d👩\u200d👧 ñ\tç\u2028x"


class PublishingContract:
    def test_publishing_saves_several_cities(self, repository):
        bilbao = CityContent("bilbao", (entry(),), directory(), tuple(NEGATIVES))
        valencia = CityContent("valencia", (entry(city="valencia"),))
        assert sorted(repository.publish([bilbao, valencia])) == ["bilbao", "valencia"]
        assert repository.negatives("bilbao") == NEGATIVES
        assert repository.directory("valencia") is None

    def test_publishing_entries_leaves_directory_and_negatives(self, repository):
        repository.publish([CityContent("bilbao", (), directory(), tuple(NEGATIVES))])
        repository.publish([CityContent("bilbao", (entry(),))])
        assert repository.directory("bilbao") == directory()
        assert repository.negatives("bilbao") == NEGATIVES

    def test_publishing_new_cities_leaves_known_ones(self, repository):
        repository.save([entry(section="edited")])
        contents = [CityContent("bilbao", (entry(),)), CityContent("valencia", (entry(city="valencia"),))]
        assert repository.publish(contents, new_cities_only=True) == ["valencia"]
        assert repository.entry("padron-que-es", "bilbao").section == "edited"

    def test_emptied_city_is_not_new(self, repository):
        repository.save([entry()])
        repository.remove("padron-que-es", "bilbao")
        assert repository.publish([CityContent("bilbao", (entry(),))], new_cities_only=True) == []

    def test_many_entries_are_saved_at_once(self, repository):
        many = [entry(f"topic-{number:04}") for number in range(1200)]
        repository.save(many)
        repository.save([replace(one, section="later") for one in many])
        assert len(repository.entries("bilbao")) == 1200
        assert {found.section for found in repository.entries("bilbao")} == {"later"}

    def test_publishing_at_once_seeds_a_city_once(self, repository):
        def seed(number):
            return repository.publish([CityContent("bilbao", (entry(f"topic-{number}"),))], new_cities_only=True)

        with ThreadPoolExecutor(4) as pool:
            published = [cities for cities in pool.map(seed, range(8)) if cities]
        assert published == [["bilbao"]]
        assert len(repository.entries("bilbao")) == 1

    def test_changes_name_what_was_saved_and_removed(self, repository):
        repository.save([entry("a"), entry("b"), entry("a", city="valencia")])
        before = repository.revision("bilbao")
        assert repository.changed_since("bilbao", before) == Changes(frozenset(), False)
        repository.save([entry("b"), entry("c")])
        repository.remove("a", "bilbao")
        repository.save_directory("bilbao", directory())
        assert repository.changed_since("bilbao", before) == Changes(frozenset({"a", "b", "c"}), True)
        assert repository.changed_since("bilbao", before + 1) == Changes(frozenset({"a"}), True)

    @pytest.mark.parametrize(
        "change",
        [
            lambda r: r.save_negatives("bilbao", NEGATIVES),
            lambda r: r.publish([CityContent("bilbao", layers=("spain",))]),
            lambda r: r.save([entry(f"topic-{number}") for number in range(MOST_NAMED + 1)]),
        ],
    )
    def test_change_of_everything_is_not_named(self, repository, change):
        repository.save([entry()])
        before = repository.revision("bilbao")
        change(repository)
        assert repository.changed_since("bilbao", before) is None
        after = repository.revision("bilbao")
        repository.save([entry()])
        assert repository.changed_since("bilbao", after) == Changes(frozenset({"padron-que-es"}), False)

    def test_history_comes_back_as_it_was_written(self, repository):
        full = entry(texts=[text(), text("ar", title=ODD)], services=("srv-a",), needs=("shelter",), related=("b",))
        first = version(1, full)
        repository.publish([CityContent("bilbao", (full,), versions=(first,))])
        gone = version(2, None)
        repository.publish([CityContent("bilbao", removed=(full.id,), versions=(gone,))])
        assert repository.versions(full.id, "bilbao") == [first, gone]
        assert repository.versions(full.id, "valencia") == repository.versions("other", "bilbao") == []
        assert repository.entry(full.id, "bilbao") is None

    def test_history_outlives_its_entry_and_changes_no_answer(self, repository):
        repository.publish([CityContent("bilbao", (entry(),), versions=(version(1, entry()),))])
        before = repository.revision("bilbao")
        repository.publish([CityContent("bilbao", versions=(version(2, entry(), Kind.FOUND),))])
        assert repository.changed_since("bilbao", before) == Changes(frozenset(), False)
        repository.save([entry(section="other")])
        repository.remove("padron-que-es", "bilbao")
        assert [found.number for found in repository.versions("padron-que-es", "bilbao")] == [1, 2]

    @pytest.mark.parametrize("number", [1, 3])
    def test_version_that_is_not_the_next_one_saves_nothing(self, repository, number):
        repository.publish([CityContent("bilbao", (entry(),), versions=(version(1, entry()),))])
        before = repository.revision("bilbao")
        late = entry(section="late")
        with pytest.raises(StaleVersion):
            repository.publish([CityContent("bilbao", (late, entry("new")), versions=(version(number, late),))])
        assert repository.revision("bilbao") == before
        assert [found.section for found in repository.entries("bilbao")] == ["padron"]

    def test_of_two_who_publish_at_once_one_is_late(self, repository):
        repository.publish([CityContent("bilbao", (entry(),), versions=(version(1, entry()),))])

        def publish(number):
            newer = entry(section=f"section-{number}")
            try:
                repository.publish([CityContent("bilbao", (newer,), versions=(version(2, newer),))])
            except StaleVersion:
                return None
            return newer.section

        with ThreadPoolExecutor(4) as pool:
            won = [section for section in pool.map(publish, range(6)) if section]
        assert [repository.entry("padron-que-es", "bilbao").section] == won
        assert len(repository.versions("padron-que-es", "bilbao")) == 2


def version(number: int, kept, kind: Kind | None = None) -> Version:
    at = datetime(2026, 11, 22, 3, number, tzinfo=UTC)
    return Version("bilbao", "padron-que-es", number, kind or (Kind.PUBLISHED if kept else Kind.WITHDRAWN), at, "ana", "bea", kept)


class SqlPublishingContract(PublishingContract):
    def test_failed_publishing_saves_nothing(self, repository):
        repository.save([entry()])
        before = repository.revision("bilbao")
        broken = tuple(NEGATIVES) + (NEGATIVES[0]._replace(text=None),)
        with pytest.raises(Exception, match="(?i)null"):
            repository.publish([CityContent("bilbao", (entry("new"),), directory(), broken)])
        assert [found.id for found in repository.entries("bilbao")] == ["padron-que-es"]
        assert repository.directory("bilbao") is None
        assert repository.revision("bilbao") == before


class TestPublishingInMemory(InMemory, PublishingContract):
    pass


class TestPublishingCachedInMemory(CachedInMemory, PublishingContract):
    pass


class TestPublishingCachedOnSqlite(CachedOnSqlite, PublishingContract):
    pass


class TestPublishingOnSqlite(OnSqlite, SqlPublishingContract):
    pass


class TestPublishingOnPostgresql(OnPostgresql, SqlPublishingContract):
    pass


def test_content_of_another_city_is_refused():
    with pytest.raises(ValueError, match="belongs to the city"):
        CityContent("valencia", (entry(),))
