"""`harrera lexicon`: check the words people use, and export them as SKOS."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The words people use, by concept and language.", no_args_is_help=True)
LEXICON = Path(__file__).parents[2] / "knowledge_base" / "lexicon"
Folder = Annotated[Path, typer.Argument(help="A folder of lexicon files.")]


@app.command()
def check(folder: Folder = LEXICON) -> None:
    """Report every fault at once, with file and key; exit status 2 when there is one."""
    from knowledge_base.lexicon import read_lexicon

    concepts = read_lexicon(folder).concepts.values()
    said = sum(len(texts) for concept in concepts for texts in concept.all_expressions.values())
    print(f"{len(concepts)} concepts, {said} expressions, {sum(bool(concept.emn) for concept in concepts)} linked to the EMN glossary")


@app.command()
def export(file: Annotated[Path, typer.Argument(help="A Turtle file to write.")], folder: Folder = LEXICON) -> None:
    """Write the lexicon as SKOS in Turtle."""
    from knowledge_base.lexicon import read_lexicon
    from knowledge_base.skos import skos_graph

    skos_graph(read_lexicon(folder)).serialize(file, format="turtle", encoding="utf-8")
    print(f"wrote {file}")
