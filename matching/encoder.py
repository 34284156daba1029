"""The one door to sentence encoders: text in, unit vectors out.

The embedded encoder, and any other small BERT with mean pooling, is read and run here; every other folder or name goes through
sentence-transformers. Vectors of our own texts may be kept in a file (`matching.kept_vectors`), those of people's words never.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np

from matching.kept_vectors import KeptVectors
from matching.transformer import StudentEncoder

EMBEDDED = Path(__file__).parent / "model"
STUDENT = EMBEDDED / "encoder"


class EncoderUnusable(Exception):
    """The folder or name holds no encoder we can read; the matcher then works without one."""


class Vectors(Protocol):
    def encode(self, texts: list[str]) -> np.ndarray:
        """Array (texts, dimensions) of float32 rows with length 1; a text without known tokens gives zeros."""


class Encoder:
    """Encodes what people write with `encode`, and what staff wrote with `encode_content`, which remembers."""

    def __init__(self, vectors: Vectors, kept: KeptVectors | None = None):
        self._vectors, self._kept = vectors, kept

    def encode(self, texts: list[str]) -> np.ndarray:
        """Array (texts, dimensions) of float32 rows with length 1; a text without known tokens gives zeros. Nothing is kept."""
        return self._vectors.encode(texts)

    def encode_content(self, texts: list[str]) -> np.ndarray:
        """The same for published texts, each encoded once and then read from the file."""
        return self._kept.of(texts, self._vectors.encode) if self._kept else self._vectors.encode(texts)


class TransformerEncoder:
    """Any sentence-transformers model."""

    def __init__(self, name: str):
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(name, device="cpu")

    def encode(self, texts: list[str]) -> np.ndarray:
        if not texts:  # the library gives an array without dimensions
            return np.zeros((0, self._model.get_sentence_embedding_dimension()), dtype=np.float32)
        return np.asarray(self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)


def load_encoder(name: str = "", kept: Path | None = None, progress: Callable[[int, int], None] = lambda done, of: None) -> Encoder:
    """The embedded encoder when `name` is empty, else the model of that name or folder; `kept` is the file of vectors.

    `progress` is told how many new texts are done, of how many. Raises EncoderUnusable.
    """
    folder = Path(name) if name else STUDENT
    try:
        if is_small_bert(folder):
            vectors: Vectors = StudentEncoder(folder)
        elif folder.is_absolute() and not folder.is_dir():
            raise FileNotFoundError  # a folder is no name of a model: nobody asks the network for it
        else:
            vectors = TransformerEncoder(name or str(folder))
    except Exception as error:  # the libraries raise whatever they like about a folder they cannot read
        raise EncoderUnusable(f"no usable sentence encoder in {name or 'the embedded model'}: {type(error).__name__}") from error
    return Encoder(vectors, KeptVectors(kept, _identity(folder, name), progress) if kept else None)


def is_small_bert(folder: Path) -> bool:
    """Whether the folder is a sentence-transformers model of a BERT whose vectors are the mean over the tokens."""
    modules, pooling = folder / "modules.json", folder / "1_Pooling" / "config.json"
    if not modules.is_file() or not pooling.is_file() or not (folder / "config.json").is_file():
        return False
    read = json.loads(pooling.read_text())
    is_mean = read.get("pooling_mode_mean_tokens") or read.get("pooling_mode") == "mean"
    settings = json.loads((folder / "config.json").read_text())
    return bool(is_mean) and (settings["model_type"], settings["hidden_act"]) == ("bert", "gelu")


def _identity(folder: Path, name: str) -> str:
    """What tells the vectors of one model from those of another: its name, and its weights when they are a file of ours."""
    weights = folder / "model.safetensors"
    return f"{name}:{KeptVectors.digest_of_file(weights)}" if weights.is_file() else name
