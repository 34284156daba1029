"""`harrera content`: check, import and export the content files."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import directory
from bot.cli.links import links

app = typer.Typer(help="The content files: check, import, export.", no_args_is_help=True)
app.add_typer(directory.app, name="directory")
app.command()(links)
CONTENT = Path(__file__).parents[2] / "knowledge_base" / "content"
RUMOURS = Path(__file__).parents[2] / "rumours" / "content"
Folder = Annotated[Path, typer.Argument(help="A content folder: one folder per city, and `rumours` with the cards.")]


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A content folder, or one of cards. Without it: all of ours.")] = None,
) -> None:
    """Report every fault at once, with file and key; exit status 2 when there is one."""
    from bot.errors import ContentFaults
    from knowledge_base.problems import lines
    from rumours.card_files import cards_in

    cards = cards_in(folder or RUMOURS)
    checked = [_check_entries(folder or CONTENT)] if folder is None or folder != cards else []
    checked += [_check_cards(cards, folder or CONTENT)] if cards else []
    for line in lines(problem for findings in checked for problem in findings.advice):
        print(f"advice: {line}")
    if faults := lines(problem for findings in checked for problem in findings.faults):
        raise ContentFaults(faults)
    for findings in checked:
        print(f"{findings.found}, no faults, {len(findings.advice)} advices")


def _check_entries(folder: Path):
    from bot.settings import Settings
    from knowledge_base.content_check import check_folder
    from knowledge_base.reading_level import reading_levels

    findings = check_folder(folder, Settings().city)
    for language, level in sorted(reading_levels(entry for content in findings.contents for entry in content.entries).items()):
        lix = "" if level.lix is None else f", LIX {level.lix:.0f}"
        print(f"reading level of {language}: {level.sentence:.1f} words in a sentence{lix}")
    return findings


def _check_cards(cards: Path, folder: Path):
    """Cards may refer to the entries beside them and to ours."""
    from rumours.card_check import check_cards

    return check_cards(cards, {file.parent.name for home in (folder, CONTENT) for file in home.glob("*/*/*/entry.yml")})


@app.command(name="import")
def import_(folder: Folder) -> None:
    """Check a folder, then put all of it into the store; nothing of cities or of cards is imported when there is a fault in them."""
    from bot.bootstrap import House
    from bot.settings import Settings
    from console.audit import COMMAND_LINE
    from rumours.card_files import cards_in

    archived = House(Settings()).open().staff.editing.archived
    entries, services, cards = archived.whole.take_folder(folder, COMMAND_LINE)
    if folder != cards_in(folder):
        print(f"imported {entries} entries and {services} services of {', '.join(sorted(cities_of(folder)))}")
    if cards:
        print(f"imported {cards} cards")
    if archived.git:
        archived.git.everything("imported from files", COMMAND_LINE)
        archived.git.close()


def cities_of(folder: Path) -> set[str]:
    """The cities of a content folder, which may also be that of one city."""
    from knowledge_base.content_files import city_names

    return {folder.resolve().name} if any(folder.glob("*/*/entry.yml")) else city_names(folder)


@app.command()
def export(folder: Folder, city: Annotated[str | None, typer.Option(help="Only this city, without the cards.")] = None) -> None:
    """Write the live content as files that import to the same again: a folder per city, and `rumours`."""
    from bot.bootstrap import House
    from bot.settings import Settings
    from knowledge_base.content_files import CARDS
    from knowledge_base.publishing import export_folder
    from rumours.publishing import export_cards

    house = House(Settings()).open()
    print(f"exported {', '.join(export_folder(house.repository, folder, city))}")
    if city is None:
        print(f"exported {export_cards(house.cards, folder / CARDS)} cards")
