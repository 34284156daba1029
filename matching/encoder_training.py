"""Teaches the embedded encoder: pairs of texts that mean the same, in, a sentence-transformers folder out.

A static embedding (one vector per token, averaged) trained with in-batch negatives: minutes on two CPU cores. Method:
sentence-transformers' `StaticEmbedding`, after model2vec/POTION; what a study with it gave is in design section 6.
"""

import gzip
import random
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

DIMENSIONS = 128
VOCABULARY = 40_000
SEED = 7
BATCH = 1024
LEARNING_RATE = 0.01
SCALE = 20.0
MOST_TOKENS = 64

Pair = tuple[str, str]


class CorpusUnreadable(Exception):
    """A corpus file is not gzip TSV of `language1, text1, language2, text2` in UTF-8; the message names file and line."""


def read_corpora(folder: Path) -> Iterator[Pair]:
    """Pairs of every `*.tsv.gz` in the folder. Raises CorpusUnreadable, before yielding anything wrong."""
    for path in sorted(folder.glob("*.tsv.gz")):
        try:
            with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
                for number, line in enumerate(lines, 1):
                    fields = line.rstrip("\n").split("\t")
                    if len(fields) != 4:
                        raise CorpusUnreadable(f"{path.name}:{number}: {len(fields)} fields instead of 4")
                    if fields[1] and fields[3]:
                        yield fields[1], fields[3]
        except (OSError, UnicodeDecodeError, EOFError) as error:
            raise CorpusUnreadable(f"{path.name}: {type(error).__name__}") from error


def make_tokenizer(texts: Iterable[str]):
    """A byte-pair tokenizer that folds like `matching.normalisation.fold`, inside the tokenizer, so any library reads it right."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace("ة", "ه"),
            normalizers.Replace("ى", "ي"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation()])
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=["[UNK]"], show_progress=False, min_frequency=3)
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def train(own: list[Pair], general: list[Pair], folder: Path, epochs: int = 3, own_weight: int = 6) -> None:
    """Train on our own pairs (repeated `own_weight` times) and general ones, and write the model to `folder` in half precision."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding

    torch.manual_seed(SEED)
    pairs = own * own_weight + general
    tokenizer = make_tokenizer(text for pair in pairs for text in pair)
    bags = [_token_ids(tokenizer, [pair[side] for pair in pairs]) for side in (0, 1)]
    vectors = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), DIMENSIONS, mode="mean")
    torch.nn.init.normal_(vectors.weight, std=0.1)
    _descend(vectors, *bags, epochs)
    module = StaticEmbedding(tokenizer, embedding_weights=vectors.weight.detach().numpy())
    shutil.rmtree(folder, ignore_errors=True)
    SentenceTransformer(modules=[module], device="cpu").half().save(str(folder), create_model_card=False)


def _token_ids(tokenizer, texts: list[str]) -> list[list[int]]:
    return [encoding.ids[:MOST_TOKENS] or [0] for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)]


def _descend(vectors, anchors: list[list[int]], positives: list[list[int]], epochs: int) -> None:
    """Contrast each pair against the others of its batch, in both directions; prints a line per tenth of the way."""
    import torch

    steps = epochs * (len(anchors) // BATCH)
    optimizer = torch.optim.Adam(vectors.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=max(2, steps) + 1, pct_start=0.1)
    order = random.Random(SEED)
    for step in range(steps):
        chosen = order.sample(range(len(anchors)), BATCH)
        left, right = (_encode(vectors, [side[i] for i in chosen]) for side in (anchors, positives))
        similarity = left @ right.T * SCALE
        target = torch.arange(BATCH)
        loss = (torch.nn.functional.cross_entropy(similarity, target) + torch.nn.functional.cross_entropy(similarity.T, target)) / 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % max(1, steps // 10) == 0:
            print(f"step {step} of {steps}: loss {loss.item():.3f}", flush=True)


def _encode(vectors, bags: list[list[int]]):
    import torch

    offsets = torch.tensor([0, *(len(bag) for bag in bags[:-1])]).cumsum(0)
    return torch.nn.functional.normalize(vectors(torch.tensor([i for bag in bags for i in bag]), offsets))
