"""Services that staff edit, in the directory and in their history: one suite for memory, SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from knowledge_base.city_content import CityContent
from knowledge_base.directory import Organization
from knowledge_base.listing import Listing, listing
from knowledge_base.versions import Kind, StaleVersion, Version
from tests.contract.knowledge_base.repositories import CachedInMemory, InMemory, OnPostgresql, OnSqlite
from tests.contract.knowledge_base.samples import directory, service


class ServicesContract:
    def test_published_service_stands_in_the_directory_as_it_is_then(self, repository):
        repository.save_directory("bilbao", directory(service(), service("srv-other")))
        found = listing(directory(), "bilbao", "srv-office")
        publish(repository, version(1, found, Kind.FOUND))
        began = repository.revision("bilbao")
        newer = replace(found, service=service(url="https://www.bilbao.eus/office", closed_until=date(2027, 1, 7)))
        publish(repository, version(2, newer))
        publish(repository, version(1, Listing("bilbao", service("srv-new", organization_id="org-new"), Organization("org-new", "Nueva"))))

        assert [one.id for one in repository.directory("bilbao").services] == ["srv-office", "srv-other", "srv-new"]
        assert repository.directory("bilbao").services[0] == newer.service
        assert repository.changed_since("bilbao", began).directory
        kept = repository.service_versions("srv-office", "bilbao")
        assert [(one.kind, one.entry) for one in kept] == [("found", found), ("published", newer)]

    def test_withdrawn_service_leaves_the_directory_and_keeps_its_history(self, repository):
        repository.save_directory("bilbao", directory(service(), service("srv-other")))
        publish(repository, version(1, None))

        assert [one.id for one in repository.directory("bilbao").services] == ["srv-other"]
        assert [one.kind for one in repository.service_versions("srv-office", "bilbao")] == ["withdrawn"]

    def test_services_published_at_once_all_stand_in_the_directory(self, repository):
        repository.save_directory("bilbao", directory())
        organization = directory().organizations[0]
        new = [version(1, Listing("bilbao", service(f"srv-{number}"), organization)) for number in range(6)]

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda one: publish(repository, one), new))
        assert {one.id for one in repository.directory("bilbao").services} == {"srv-office", *(one.entry_id for one in new)}

    def test_version_that_is_not_the_next_one_changes_nothing(self, repository):
        repository.save_directory("bilbao", directory())
        before = repository.revision("bilbao")
        with pytest.raises(StaleVersion):
            publish(repository, version(2, None))
        assert repository.directory("bilbao") == directory() and repository.revision("bilbao") == before


def publish(repository, one: Version) -> None:
    repository.publish([CityContent(one.city, listed=(one,))])


def version(number: int, kept: Listing | None, kind: Kind | None = None) -> Version:
    at, id = datetime(2026, 11, 22, 3, number, tzinfo=UTC), kept.id if kept else "srv-office"
    return Version("bilbao", id, number, kind or (Kind.PUBLISHED if kept else Kind.WITHDRAWN), at, "ana", "bea", kept)


class TestMemory(InMemory, ServicesContract):
    pass


class TestCached(CachedInMemory, ServicesContract):
    pass


class TestSqlite(OnSqlite, ServicesContract):
    pass


class TestPostgresql(OnPostgresql, ServicesContract):
    pass
