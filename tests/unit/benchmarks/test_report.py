"""The tables, and the page that keeps them."""

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.tables import Table

TITLES = {"path": "The whole path", "danger": "The detector"}


def table(value: float) -> Table:
    return Table("Speed", ("what", "ms"), [("p50", value), ("none", float("nan"))], "Read it well.")


def write(page: Path, part: str, value: float) -> str:
    report.write(page, TITLES, {part: [table(value)]}, {part: f"Measured with {value}."})
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("value", "shown"), [(0.123456, "0.12"), (12.34, "12.3"), (1234.5, "1234"), (1e7, "10000000")])
def test_numbers_are_short_and_never_exponents(value, shown):
    assert f"| p50 | {shown} |" in table(value).as_markdown()
    assert f"p50 {shown}" in " ".join(table(value).as_text().split())


def test_missing_figure_is_a_dash():
    assert "| none | - |" in table(1.0).as_markdown()


def test_one_part_measured_again_leaves_the_others(tmp_path):
    page = tmp_path / "benchmarks.md"
    write(page, "danger", 1.5)
    both = write(page, "path", 2.5)
    assert "1.50" in both and "2.50" in both
    again = write(page, "path", 3.5)
    assert "1.50" in again and "3.50" in again and "2.50" not in again


def test_parts_keep_the_order_of_the_run(tmp_path):
    page = tmp_path / "benchmarks.md"
    write(page, "danger", 1.5)
    text = write(page, "path", 2.5)
    assert text.index("## The whole path") < text.index("## The detector")


def test_writing_twice_gives_the_same_page(tmp_path):
    page = tmp_path / "benchmarks.md"
    assert write(page, "path", 2.5) == write(page, "path", 2.5)
