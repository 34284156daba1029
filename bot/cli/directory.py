"""`harrera content directory`: the directory of services for other programs and from them, in the form of Open Referral HSDS."""

from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(help="The directory of services, exchanged as Open Referral HSDS.", no_args_is_help=True)
Form = Literal["json", "csv"]


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write into; each city gets one of its own in it.")],
    city: Annotated[str | None, typer.Option(help="Only this city.")] = None,
    form: Annotated[Form, typer.Option("--format", help="Nested objects, or a folder of tables.")] = "json",
) -> None:
    """Write the directory of services as HSDS 3, which other programs read and which imports to the same again."""
    from bot.bootstrap import House
    from bot.settings import Settings
    from knowledge_base.hsds.exchange import export_directories

    cities = export_directories(House(Settings()).open().repository, folder, city, form)
    print(f"exported the services of {', '.join(cities)}")


@app.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FOLDER_OR_FILE", help="A folder of HSDS files, or one file of JSON.")],
    city: Annotated[str, typer.Option(help="City that the services are for.")],
    form: Annotated[Form | None, typer.Option("--format", help="Which, when the folder holds both.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Services that do not come are taken away.")] = False,
) -> None:
    """Check HSDS files, then take all services over, each in place of the one with its id; nothing is imported when there is a fault."""
    from bot.bootstrap import House
    from bot.settings import Settings
    from knowledge_base.hsds.exchange import import_directory

    imported = import_directory(House(Settings()).open().repository, path, city, form, replace)
    for line in imported.advice:
        print(f"advice: {line}")
    print(f"imported {imported.services} services of {imported.organizations} organizations into {city}")
