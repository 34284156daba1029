"""`harrera content`: check, import and export the content files."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import directory

app = typer.Typer(help="The content files: check, import, export.", no_args_is_help=True)
app.add_typer(directory.app, name="directory")
CONTENT = Path(__file__).parents[2] / "knowledge_base" / "content"
Folder = Annotated[Path, typer.Argument(help="A content folder: one folder per city.")]


@app.command()
def check(folder: Folder = CONTENT) -> None:
    """Report every fault at once, with file and key; exit status 2 when there is one."""
    from bot.settings import Settings
    from knowledge_base.content_check import check_folder
    from knowledge_base.problems import lines
    from knowledge_base.reading_level import reading_levels

    findings = check_folder(folder, Settings().city)
    for line in lines(findings.advice):
        print(f"advice: {line}")
    contents = findings.must_be_clean()
    for language, level in sorted(reading_levels(entry for content in contents for entry in content.entries).items()):
        lix = "" if level.lix is None else f", LIX {level.lix:.0f}"
        print(f"reading level of {language}: {level.sentence:.1f} words in a sentence{lix}")
    print(f"{sum(len(content.entries) for content in contents)} entries, no faults, {len(findings.advice)} advices")


@app.command(name="import")
def import_(folder: Folder) -> None:
    """Check a folder, then put all of it into the store; nothing is imported when there is a fault."""
    from bot.bootstrap import House
    from bot.settings import Settings
    from knowledge_base.publishing import import_folder

    house = House(Settings()).open()
    imported = import_folder(house.repository, folder, own_city=house.settings.city)
    print(f"imported {imported.entries} entries and {imported.services} services of {', '.join(imported.cities)}")


@app.command()
def export(folder: Folder, city: Annotated[str | None, typer.Option(help="Only this city.")] = None) -> None:
    """Write the live content as files that import to the same again."""
    from bot.bootstrap import House
    from bot.settings import Settings
    from knowledge_base.publishing import export_folder

    cities = export_folder(House(Settings()).open().repository, folder, city)
    print(f"exported {', '.join(cities)}")
