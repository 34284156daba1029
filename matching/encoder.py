"""The one door to sentence encoders: text in, unit vectors out.

The embedded encoder is a static one (a vector per token, averaged) saved by sentence-transformers; reading it directly keeps
torch, 300 MB and some seconds of start, out of the serving process. Any other folder or name goes through sentence-transformers.
"""

import json
from pathlib import Path
from typing import Protocol

import numpy as np

from matching.normalisation import fold

EMBEDDED = Path(__file__).parent / "model"


class EncoderUnusable(Exception):
    """The folder or name holds no encoder we can read; the matcher then works without one."""


class Encoder(Protocol):
    def encode(self, texts: list[str]) -> np.ndarray:
        """Array (texts, dimensions) of float32 rows with length 1; a text without known tokens gives zeros."""


class StaticEncoder:
    """Mean of token vectors, from a `StaticEmbedding` folder (tokenizer.json, model.safetensors)."""

    def __init__(self, folder: Path):
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        (vectors,) = load_file(folder / "model.safetensors").values()
        self._vectors = vectors.astype(np.float32)

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = np.zeros((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch([fold(t) for t in texts], add_special_tokens=False)):
            if encoding.ids:
                rows[row] = self._vectors[encoding.ids].mean(axis=0)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


class TransformerEncoder:
    """Any sentence-transformers model."""

    def __init__(self, name: str):
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(name, device="cpu")

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.asarray(self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)


def load_encoder(name: str = "") -> Encoder:
    """The embedded encoder when `name` is empty, else the model of that name or folder. Raises EncoderUnusable."""
    folder = Path(name) if name else EMBEDDED
    try:
        if is_static(folder):
            return StaticEncoder(folder / "0_StaticEmbedding" if (folder / "0_StaticEmbedding").is_dir() else folder)
        if folder.is_absolute() and not folder.is_dir():
            raise FileNotFoundError  # a folder is no name of a model: nobody asks the network for it
        return TransformerEncoder(name or str(folder))
    except Exception as error:  # the libraries raise whatever they like about a folder they cannot read
        raise EncoderUnusable(f"no usable sentence encoder in {name or 'the embedded model'}: {type(error).__name__}") from error


def is_static(folder: Path) -> bool:
    """Whether the folder is a sentence-transformers model made of one static embedding."""
    modules = folder / "modules.json"
    if not modules.is_file():
        return False
    return [module["type"].rsplit(".", 1)[-1] for module in json.loads(modules.read_text())] == ["StaticEmbedding"]
