"""`python -m benchmarks.live_process URL`: a library that follows a database, as in the app; answers lines of JSON until it is stopped."""

import json
import sys

from benchmarks.paths import VECTORS
from benchmarks.synthetic import CITY
from bot.storage.database import make_engine
from knowledge_base.lexicon import shipped_lexicon
from knowledge_base.library import Library, Teaching
from knowledge_base.sql_repository import SqlEntryRepository
from matching.encoder import load_encoder
from matching.translation.table import shipped_table
from matching.weights import shipped_weights


def main(url: str) -> None:
    """Say once that it is ready, then the topic and title of the first candidate for each question."""
    teaching = Teaching(shipped_weights(), load_encoder(kept=VECTORS), shipped_lexicon().finder(), table=shipped_table())
    library = Library(SqlEntryRepository(make_engine(url)), teaching)
    library.open(CITY)
    print(json.dumps({"ready": library.size(CITY)}), flush=True)
    for line in sys.stdin:
        print(json.dumps(_answer(library, **json.loads(line))), flush=True)


def _answer(library: Library, text: str, language: str) -> dict:
    candidates = library.match(text, language, CITY).candidates
    entry = library.entry(candidates[0].id, CITY) if candidates else None
    return {"topic": entry.id, "title": entry.texts[language].title} if entry else {}


if __name__ == "__main__":
    main(sys.argv[1])
