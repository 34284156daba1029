"""One house of the embedded profile for all faults: SQLite on a small disk, one process and its engine, both platforms on lines that break."""

import socket
import time
from contextlib import ExitStack

import pytest

from tests.e2e.faults.crowd import Crowd
from tests.e2e.faults.disk import small_disk
from tests.e2e.faults.installation import Installation
from tests.e2e.faults.platforms import platforms

ON_EACH = 50  # people on each platform, five messages each: five hundred


@pytest.fixture(scope="package")
def both():
    with platforms() as both:
        yield both


@pytest.fixture(scope="package")
def said():
    """Every crowd of this folder, for the search at its end."""
    return []


@pytest.fixture(scope="package")
def began():
    return time.time() - 1


@pytest.fixture(scope="package")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("embedded")


@pytest.fixture(scope="package")
def disk(folder):
    """Where the house keeps everything."""
    with small_disk(folder / "data") as disk:
        yield disk


@pytest.fixture(scope="package")
def house(folder, disk, both, began):
    house = Installation(folder, _free_port(), both.settings(), disk.folder)
    with ExitStack() as stack:
        stack.callback(house.stop)
        house.start()
        house.wait_until_ready()
        yield house


@pytest.fixture
def crowd(said):
    said.append(Crowd.of(ON_EACH))
    return said[-1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
