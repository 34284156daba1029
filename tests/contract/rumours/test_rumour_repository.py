"""The repository of cards: one suite for memory, SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.storage.database import migrate
from knowledge_base.changes import MOST_NAMED
from knowledge_base.versions import Kind, StaleVersion, Version
from rumours.repository import EVERYWHERE, MemoryRumourRepository
from rumours.rumour import PARTS, Verdict
from rumours.sql_repository import SqlRumourRepository
from tests.contract.rumours.samples import card, evidence, text, whole_card
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database

ODD = "رقم \u200e112 «صحيح»: 'a' \"b\" \\ # - {x} [y] & * ! | > % @ ` 😀 👩\u200d👩\u200d👧 ñ\tç\u2028x"


class RumourRepositoryContract:
    @pytest.fixture
    def repository(self):
        raise NotImplementedError

    def test_new_repository_knows_nothing(self, repository):
        assert repository.cards() == []
        assert repository.card("todas-las-ayudas") is None
        assert repository.revision() == 0

    def test_saved_card_comes_back_equal(self, repository):
        proofs = (evidence(page_date="2024", underlying_source="INE", verify="Open it."), evidence("z", seen="C", url=""), evidence("a"))
        ids = ("rgi23", "z", "a")
        full = card(
            texts=[text(ids=ids), text("ar", ids=ids, title="الحقيقة"), text("zh-Hant", ids=ids)],
            evidence=proofs,
            verdict=Verdict.PARTLY_TRUE,
            handle_with_care=False,
            related=("b", "a"),
            entries=("rgi",),
            review_by=date(2028, 2, 29),
            rests_on=dict.fromkeys(PARTS, ("z", "rgi23")),
        )
        repository.save([full])
        assert repository.card(full.id) == full
        assert repository.cards() == [full]
        assert list(repository.card(full.id).texts["es"].evidence) == list(ids), "sentences keep their order"

    def test_odd_characters_come_back_as_written(self, repository):
        odd = card(texts=[text(title=ODD, phrasings=(ODD, "b"), full=f"{ODD}\n\n{ODD}", evidence={"rgi23": ODD})], verify=(ODD,))
        repository.save([odd])
        assert repository.card(odd.id) == odd

    def test_cards_come_by_id(self, repository):
        repository.save([card("b"), card("C"), card("a")])
        assert [found.id for found in repository.cards()] == ["C", "a", "b"]

    def test_saving_again_replaces_the_whole_card(self, repository):
        repository.save([whole_card(), card("other")])
        newer = card(texts=[text(title="Otro hecho")], evidence=(evidence(seen="A"),))
        repository.save([newer])
        assert repository.card(newer.id) == newer
        assert repository.card("other") == card("other")

    def test_later_of_two_with_one_id_stays(self, repository):
        repository.save([card(), card(category="empleo")])
        assert [found.category for found in repository.cards()] == ["empleo"]

    def test_removed_card_is_gone(self, repository):
        repository.save([card(), card("other")])
        repository.remove("todas-las-ayudas")
        assert [found.id for found in repository.cards()] == ["other"]

    def test_removing_nothing_changes_nothing(self, repository):
        repository.save([card()])
        before = repository.revision()
        repository.remove("unknown")
        assert repository.revision() == before

    @pytest.mark.parametrize("change", [lambda r: r.save([card()]), lambda r: r.remove("first")])
    def test_revision_grows_with_each_change(self, repository, change):
        repository.save([card("first")])
        before = repository.revision()
        change(repository)
        assert repository.revision() > before

    def test_reading_leaves_the_revision(self, repository):
        repository.save([card()])
        before = repository.revision()
        repository.cards(), repository.card("todas-las-ayudas")
        assert repository.revision() == before

    def test_seeding_leaves_what_staff_edited(self, repository):
        assert repository.seed([card()]) is True
        repository.save([card(category="empleo")])
        assert repository.seed([card(), card("new")]) is False
        assert [found.category for found in repository.cards()] == ["empleo"]

    def test_emptied_repository_is_not_seeded_again(self, repository):
        repository.seed([card()])
        repository.remove("todas-las-ayudas")
        assert repository.seed([card()]) is False
        assert repository.cards() == []

    def test_many_cards_are_saved_at_once(self, repository):
        many = [card(f"card-{number:04}") for number in range(500)]
        repository.save(many)
        repository.save([replace(one, category="empleo") for one in many])
        assert len(repository.cards()) == 500
        assert {found.category for found in repository.cards()} == {"empleo"}

    def test_seeding_at_once_seeds_once(self, repository):
        with ThreadPoolExecutor(4) as pool:
            seeded = list(pool.map(lambda number: repository.seed([card(f"card-{number}")]), range(8)))
        assert sum(seeded) == len(repository.cards()) == repository.revision() == 1

    def test_published_version_is_live_and_in_the_history(self, repository):
        repository.save([card()])
        before = repository.revision()
        repository.publish(version(1, card(), Kind.FOUND))
        assert repository.revision() == before, "nothing but the history changed"
        repository.publish(version(2, card(category="empleo")))
        repository.publish(version(3, None))
        assert repository.card("todas-las-ayudas") is None
        assert [(one.number, one.kind, one.entry and one.entry.category) for one in repository.versions("todas-las-ayudas")] == [
            (1, "found", "ayudas"),
            (2, "published", "empleo"),
            (3, "withdrawn", None),
        ]
        assert repository.versions("todas-las-ayudas")[0] == version(1, card(), Kind.FOUND)
        assert repository.versions("other") == []

    def test_version_that_is_not_the_next_one_changes_nothing(self, repository):
        repository.publish(version(1, card()))
        for late in (version(1, card(category="empleo")), version(3, None)):
            with pytest.raises(StaleVersion):
                repository.publish(late)
        assert repository.card("todas-las-ayudas").category == "ayudas" and len(repository.versions("todas-las-ayudas")) == 1

    def test_of_two_who_publish_at_once_one_is_refused(self, repository):
        def publish(number: int) -> bool:
            try:
                repository.publish(version(1, card(verify=(f"{number}.",))))
            except StaleVersion:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(publish, range(6))) == 1

    def test_changes_are_named_card_by_card(self, repository):
        repository.save([card("a"), card("b")])
        began = repository.revision()
        repository.save([card("b")])
        repository.remove("a")
        repository.remove("unknown")
        assert repository.changed_since(began).entries == {"a", "b"}
        assert repository.changed_since(repository.revision()).entries == frozenset()
        repository.save([card(f"card-{number}") for number in range(MOST_NAMED + 1)])
        assert repository.changed_since(began) is None, "too many to name"


def version(number: int, kept, kind: Kind | None = None) -> Version:
    at = datetime(2026, 11, 22, 3, number, tzinfo=UTC)
    return Version(EVERYWHERE, "todas-las-ayudas", number, kind or (Kind.PUBLISHED if kept else Kind.WITHDRAWN), at, "ana", "bea", kept)


class SqlContract(RumourRepositoryContract):
    def test_failed_saving_saves_nothing(self, repository):
        repository.save([card()])
        before = repository.revision()
        broken = card("broken")
        object.__setattr__(broken, "review_by", None)
        with pytest.raises(Exception, match="(?i)null"):
            repository.save([card("new"), broken])
        assert [found.id for found in repository.cards()] == ["todas-las-ayudas"]
        assert repository.revision() == before


class TestMemoryRumourRepository(RumourRepositoryContract):
    @pytest.fixture
    def repository(self):
        return MemoryRumourRepository()


class TestSqliteRumourRepository(SqlContract):
    @pytest.fixture
    def repository(self, tmp_path):
        with sqlite_database(tmp_path) as url, engine_of(url) as engine:
            migrate(engine)
            yield SqlRumourRepository(engine)


class TestPostgresqlRumourRepository(SqlContract):
    @pytest.fixture
    def repository(self):
        with postgres_database() as url, engine_of(url) as engine:
            migrate(engine)
            yield SqlRumourRepository(engine)
