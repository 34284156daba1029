"""Where the benchmark finds what it measures and keeps what is costly to make again."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
DEVELOPMENT = ROOT / "tests" / "quality" / "development"
NLU_DATA = ROOT / "nlu" / "data"
ENGINE_PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
KEPT = ROOT / "var" / "benchmarks"
VECTORS = KEPT / "vectors"  # of the invented entries: encoding them takes much longer than the rest
PAGE = ROOT / "docs" / "benchmarks.md"
