"""Tables of figures, printed for people and written as Markdown."""

from dataclasses import dataclass

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` as wide as `head`; `note` says how to read it."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    note: str = ""

    def as_text(self) -> str:
        """Columns of one width, numbers to the right."""
        shown = [self.head, *(tuple(map(_shown, row)) for row in self.rows)]
        widths = [max(len(row[column]) for row in shown) for column in range(len(self.head))]
        lines = ["  ".join(_aligned(cell, width, column) for column, (cell, width) in enumerate(zip(row, widths))) for row in shown]
        return "\n".join([self.title, "-" * len(self.title), *lines, *([self.note] if self.note else [])])

    def as_markdown(self) -> str:
        rows = [self.head, tuple("---" if column == 0 else "---:" for column in range(len(self.head)))]
        rows += [tuple(map(_shown, row)) for row in self.rows]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return f"### {self.title}\n\n{table}\n" + (f"\n{self.note}\n" if self.note else "")


def _shown(cell: Cell) -> str:
    """Three digits that count, never an exponent."""
    if not isinstance(cell, float):
        return str(cell)
    return "-" if cell != cell else f"{cell:.0f}" if abs(cell) >= 100 else f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"


def _aligned(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)
