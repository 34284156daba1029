"""The entry repository, saving and reading: one suite for memory, SQLite and PostgreSQL."""

import pytest

from knowledge_base.city_content import CityContent
from tests.contract.knowledge_base.repositories import CachedInMemory, CachedOnSqlite, InMemory, OnPostgresql, OnSqlite
from tests.contract.knowledge_base.samples import NEGATIVES, directory, entry, service, source, text

ODD = "رقم \u200e112 «صحيح»: 'a' \"b\" \\ # - {x} [y] & * ! | > % @ ` 😀 👩\u200d👩\u200d👧 ñ\tç\u2028x"


class EntriesContract:
    def test_new_repository_knows_nothing(self, repository):
        assert repository.cities() == []
        assert repository.entries("bilbao") == []
        assert repository.entry("padron-que-es", "bilbao") is None
        assert repository.directory("bilbao") is None
        assert repository.negatives("bilbao") == []
        assert repository.revision("bilbao") == 0

    def test_saved_entry_comes_back_equal(self, repository):
        full = entry(
            texts=[text(), text("ar", title="البادرون", body=""), text("zh-Hant", questions=())],
            sources=(source(), source(url="http://x.org/?a=1&b=2", seen="C", supports="")),
            related=("b", "a"),
            services=("srv-z", "srv-a"),
        )
        repository.save([full])
        assert repository.entry(full.id, "bilbao") == full
        assert repository.entries("bilbao") == [full]

    def test_layers_and_needs_come_back(self, repository):
        shared = entry("shared", needs=("legal_aid", "shelter"))
        repository.publish([CityContent("bilbao", (shared,), layers=("spain", "basque"))])
        repository.publish([CityContent("bilbao", (entry("own"),))])
        assert repository.layers("bilbao") == ("spain", "basque"), "None leaves them as they are"
        assert repository.entry("shared", "bilbao").needs == ("legal_aid", "shelter")
        assert repository.layers("nowhere") == ()

    def test_odd_characters_come_back_as_written(self, repository):
        odd = entry(texts=[text(title=ODD, questions=(ODD, "b"), summary=ODD, body=f"{ODD}\n\n{ODD}")], verify=(ODD,))
        repository.save([odd])
        assert repository.entry(odd.id, "bilbao") == odd

    def test_entries_come_by_section_and_id(self, repository):
        repository.save([entry("b"), entry("c", section="health"), entry("a")])
        assert [found.id for found in repository.entries("bilbao")] == ["c", "a", "b"]

    def test_saving_again_replaces_the_whole_entry(self, repository):
        repository.save([entry(texts=[text(), text("fr")], sources=(source(), source(seen="B"))), entry("other")])
        newer = entry(texts=[text(title="Otro", source_revision=2)])
        repository.save([newer])
        assert repository.entry(newer.id, "bilbao") == newer
        assert repository.entry("other", "bilbao") == entry("other")

    def test_later_of_two_with_one_id_stays(self, repository):
        repository.save([entry(), entry(section="later")])
        assert [found.section for found in repository.entries("bilbao")] == ["later"]

    def test_cities_do_not_mix(self, repository):
        repository.save([entry(), entry(city="valencia", section="otra")])
        assert repository.cities() == ["bilbao", "valencia"]
        assert repository.entry("padron-que-es", "valencia").section == "otra"
        assert [found.city for found in repository.entries("bilbao")] == ["bilbao"]

    def test_removed_entry_is_gone(self, repository):
        repository.save([entry(), entry("other")])
        repository.remove("padron-que-es", "bilbao")
        assert [found.id for found in repository.entries("bilbao")] == ["other"]

    def test_removing_nothing_changes_nothing(self, repository):
        repository.save([entry()])
        before = repository.revision("bilbao")
        repository.remove("unknown", "bilbao")
        repository.remove("padron-que-es", "nowhere")
        assert repository.revision("bilbao") == before

    def test_directory_comes_back_equal(self, repository):
        kept = directory(service(), service("srv-bare", location=None, schedules=(), phones=(), sources=(), assured_date=None))
        repository.save_directory("bilbao", kept)
        assert repository.directory("bilbao") == kept
        assert repository.directory("valencia") is None

    def test_directory_is_replaced_as_a_whole(self, repository):
        repository.save_directory("bilbao", directory(service("srv-a"), service("srv-b")))
        repository.save_directory("bilbao", directory(service("srv-b")))
        assert [found.id for found in repository.directory("bilbao").services] == ["srv-b"]

    def test_negatives_keep_their_order(self, repository):
        repository.save_negatives("bilbao", NEGATIVES)
        assert repository.negatives("bilbao") == NEGATIVES

    def test_negatives_are_replaced_as_a_whole(self, repository):
        repository.save_negatives("bilbao", NEGATIVES)
        repository.save_negatives("bilbao", NEGATIVES[1:])
        assert repository.negatives("bilbao") == NEGATIVES[1:]

    @pytest.mark.parametrize(
        "change",
        [
            lambda r: r.save([entry()]),
            lambda r: r.save_directory("bilbao", directory()),
            lambda r: r.save_negatives("bilbao", NEGATIVES),
            lambda r: r.remove("first", "bilbao"),
        ],
    )
    def test_revision_grows_with_each_change_of_the_city(self, repository, change):
        repository.save([entry("first"), entry("first", city="valencia")])
        bilbao, valencia = repository.revision("bilbao"), repository.revision("valencia")
        change(repository)
        assert repository.revision("bilbao") > bilbao
        assert repository.revision("valencia") == valencia

    def test_entries_are_the_newest_however_often_they_were_read(self, repository):
        repository.save([entry("a"), entry("b")])
        assert [found.id for found in repository.entries("bilbao")] == ["a", "b"]
        repository.save([entry("b", section="abc"), entry("c")])
        assert [found.id for found in repository.entries("bilbao")] == ["b", "a", "c"]
        repository.remove("a", "bilbao")
        repository.save_negatives("bilbao", NEGATIVES)
        assert [found.id for found in repository.entries("bilbao")] == ["b", "c"]

    def test_reading_leaves_the_revision(self, repository):
        repository.save([entry()])
        before = repository.revision("bilbao")
        repository.entries("bilbao"), repository.entry("padron-que-es", "bilbao"), repository.negatives("bilbao")
        assert repository.revision("bilbao") == before


class TestEntriesInMemory(InMemory, EntriesContract):
    pass


class TestEntriesCachedInMemory(CachedInMemory, EntriesContract):
    pass


class TestEntriesCachedOnSqlite(CachedOnSqlite, EntriesContract):
    pass


class TestEntriesOnSqlite(OnSqlite, EntriesContract):
    pass


class TestEntriesOnPostgresql(OnPostgresql, EntriesContract):
    pass
