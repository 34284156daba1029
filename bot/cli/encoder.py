"""`harrera encoder train`: makes the embedded encoder and the matcher's weights anew, from our own texts and open pairs."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The embedded sentence encoder.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps `train` a command of its own."""


@app.command()
def train(
    corpora: Annotated[Path | None, typer.Option(help="Folder of open pairs: gzip TSV of language, text, language, text.")] = None,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over all pairs.")] = 3,
    only_weights: Annotated[bool, typer.Option(help="Keep the encoder; learn ranking and calibration again.")] = False,
) -> None:
    """Train the encoder on parallel texts, then learn from the rehearsal questions how to weigh the signals and how sure to be."""
    from bot.bootstrap import CONTENT, House
    from bot.settings import Settings
    from knowledge_base.lessons import parallel_pairs, rehearsals
    from knowledge_base.lexicon import shipped_lexicon
    from knowledge_base.library import Shelf, Teaching
    from matching.encoder import EMBEDDED, load_encoder
    from matching.encoder_training import read_corpora
    from matching.encoder_training import train as train_encoder
    from matching.weights import SHIPPED, learn

    house = House(Settings()).open()
    city = house.settings.city
    if not only_weights:
        general = [*shipped_lexicon().pairs(), *(read_corpora(corpora) if corpora else ())]
        entries = [entry for name in house.repository.cities() for entry in house.repository.entries(name)]
        own = parallel_pairs(entries)
        print(f"· {len(own)} pairs of our texts, {len(general)} of the lexicon and open ones", flush=True)
        train_encoder(own, general, EMBEDDED, epochs)
    print("· Learning the weights from the rehearsal questions", flush=True)
    shelf = Shelf(house.repository, city, Teaching(None, load_encoder(), shipped_lexicon().finder()))
    weights = learn(shelf.signals, rehearsals(CONTENT / city / "rehearsal.jsonl"))
    SHIPPED.write_text(weights.to_json() + "\n")
    print(json.dumps({name: [round(w, 2) for w in regime.ranking.weights] for name, regime in vars(weights).items()}))
