"""`python -m benchmarks.live_cards_process URL`: cards that follow a database, as in the app; answers lines of JSON until it is stopped."""

import json
import sys

from benchmarks.paths import VECTORS
from bot.storage.database import make_engine
from knowledge_base.lexicon import shipped_lexicon
from knowledge_base.library import Teaching
from matching.encoder import load_encoder
from rumours.library import RumourLibrary
from rumours.limits import shipped_negatives, shipped_rehearsals, shipped_weights
from rumours.sql_repository import SqlRumourRepository


def main(url: str) -> None:
    """Say once that it is ready, then the first card for each claim."""
    teaching = Teaching(shipped_weights(), load_encoder(kept=VECTORS), shipped_lexicon().finder())
    library = RumourLibrary(SqlRumourRepository(make_engine(url)), teaching, shipped_negatives, shipped_rehearsals())
    library.open()
    print(json.dumps({"ready": len(library.cards())}), flush=True)
    for line in sys.stdin:
        candidates = library.match(**json.loads(line)).candidates
        print(json.dumps({"topic": candidates[0].id} if candidates else {}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
