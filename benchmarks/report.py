"""Keeps docs/benchmarks.md: one section per part, each with its own date and machine, so that one part can be measured again alone."""

import re
from pathlib import Path

from benchmarks.tables import Table

OPENING = """# Benchmarks

`make bench` measures everything below; `.venv/bin/python -m benchmarks PART --write` measures one part and writes its section anew.
Absolute times depend on the machine and on what else runs on it; compare the columns of one table with each other.
"""
SECTION = re.compile(r"^<!-- part: (\w+) -->\n(.*?)(?=^<!-- part: |\Z)", re.MULTILINE | re.DOTALL)


def write(page: Path, titles: dict[str, str], measured: dict[str, list[Table]], circumstances: dict[str, str]) -> None:
    """Replace the sections of `measured`, keep the others, in the order of `titles`. `circumstances`: the sentence under each title."""
    sections = read(page)
    for part, tables in measured.items():
        body = "\n".join(table.as_markdown() for table in tables)
        sections[part] = f"## {titles[part]}\n\n{circumstances[part]}\n\n{body}"
    text = "".join(f"\n<!-- part: {part} -->\n{sections[part].strip()}\n" for part in titles if part in sections)
    page.write_text(OPENING + text, encoding="utf-8")


def read(page: Path) -> dict[str, str]:
    """The sections that the page has."""
    return dict(SECTION.findall(page.read_text(encoding="utf-8"))) if page.exists() else {}
