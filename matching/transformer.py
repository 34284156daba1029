"""The embedded encoder at work: a small BERT read from its sentence-transformers folder and run with numpy.

Running it here keeps torch, 300 MB and some seconds of start, out of the serving process. The architecture is BERT's (Devlin and
others, 2018) with mean pooling, as `all-MiniLM-L6-v2` has it; a test holds that sentence-transformers gives the same vectors.
"""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import numpy as np
from scipy.special import erf
from threadpoolctl import ThreadpoolController

from matching.portions import portions

MOST_TOKENS = 64
TOGETHER = 2048  # tokens in one batch: more gains nothing on two cores and costs memory
WORKERS = min(4, os.cpu_count() or 1)
NORM_EPSILON = 1e-12


class StudentEncoder:
    """Sentence vectors of a BERT folder (config.json, tokenizer.json, model.safetensors). Raises what the readers raise."""

    def __init__(self, folder: Path):
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        settings = json.loads((folder / "config.json").read_text())
        self._heads, self._layers = settings["num_attention_heads"], settings["num_hidden_layers"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._weights = {name: _as_multiplied(name, value) for name, value in load_file(folder / "model.safetensors").items()}
        self._threads = ThreadpoolController()
        self._dimensions = self._weights["embeddings.word_embeddings.weight"].shape[1]

    def encode(self, texts: list[str]) -> np.ndarray:
        """Array (texts, dimensions) of float32 rows with length 1; an empty text gives zeros."""
        rows = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch([_whole(text) for text in texts])]
        filled = sorted((position for position, text in enumerate(texts) if text.strip()), key=lambda position: len(ids[position]))
        batches = [
            (part, np.array([ids[position] for position in part]))
            for length, positions in groupby(filled, key=lambda position: len(ids[position]))
            for part in portions(list(positions), max(1, TOGETHER // length))
        ]
        for part, vectors in self._encoded(batches):
            rows[part] = vectors
        return rows

    def _encoded(self, batches: list[tuple[list[int], np.ndarray]]) -> list[tuple[list[int], np.ndarray]]:
        """A thread a batch: the library's own threads wait for each other and take eight times as long on a busy machine."""
        with self._threads.limit(limits=1, user_api="blas"):
            if len(batches) < 2:
                return [(part, self._encode_equal(ids)) for part, ids in batches]
            with ThreadPoolExecutor(WORKERS) as workers:
                return list(workers.map(lambda batch: (batch[0], self._encode_equal(batch[1])), batches))

    def _encode_equal(self, ids: np.ndarray) -> np.ndarray:
        """Unit vectors for (texts, tokens) of equal length: nothing to mask."""
        weights = self._weights
        hidden = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._norm(hidden, "embeddings.LayerNorm")
        for number in range(self._layers):
            hidden = self._layer(hidden, f"encoder.layer.{number}")
        mean = hidden.mean(axis=1)
        return mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), NORM_EPSILON)

    def _layer(self, hidden: np.ndarray, name: str) -> np.ndarray:
        attended = self._linear(self._attend(hidden, f"{name}.attention.self"), f"{name}.attention.output.dense")
        hidden = self._norm(hidden + attended, f"{name}.attention.output.LayerNorm")
        inner = self._linear(hidden, f"{name}.intermediate.dense")
        inner *= 0.5 * (1.0 + erf(inner / np.float32(np.sqrt(2.0))))
        return self._norm(hidden + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _attend(self, hidden: np.ndarray, name: str) -> np.ndarray:
        texts, tokens, dimensions = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{name}.{part}").reshape(texts, tokens, self._heads, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(dimensions // self._heads))
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        return (scores @ value).transpose(0, 2, 1, 3).reshape(texts, tokens, dimensions)

    def _linear(self, values: np.ndarray, name: str) -> np.ndarray:
        return values @ self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]

    def _norm(self, values: np.ndarray, name: str) -> np.ndarray:
        centred = values - values.mean(axis=-1, keepdims=True)
        centred /= np.sqrt((centred**2).mean(axis=-1, keepdims=True) + NORM_EPSILON)
        return centred * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _as_multiplied(name: str, value: np.ndarray) -> np.ndarray:
    """In single precision; the matrix of a layer as (inputs, outputs), row by row in memory: a short text then takes a third less time."""
    is_layer = value.ndim == 2 and "embeddings" not in name
    return np.ascontiguousarray(value.T if is_layer else value, dtype=np.float32)


def _whole(text: str) -> str:
    """The text without half characters, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode()
