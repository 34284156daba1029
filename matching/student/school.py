"""One day at school: pairs in, a sentence-transformers folder out."""

import shutil
from pathlib import Path

import numpy as np

from matching.student.distillation import MOST_TOKENS, Lessons, Training
from matching.student.pairs import Pair
from matching.student.teacher import Teacher
from matching.student.vocabulary import first_vectors, make_tokenizer, make_vocabulary

MINUTES = 60.0


def teach(pairs: list[Pair], teacher: Teacher, folder: Path, kept: Path, minutes: float = MINUTES, further: Path | None = None) -> None:
    """Train on `pairs` and write the student to `folder`. `kept` holds the teacher's vectors and the state of a stopped training.

    `further` is the folder of an earlier student that goes on learning, with its pieces; else a new one begins as the teacher.
    Raises ValueError when there are too few pairs for a batch. To begin anew, empty `kept`.
    """
    tokenizer = _read_tokenizer(further) if further else _tokenizer(pairs, teacher, kept)
    english = list(dict.fromkeys(pair.english for pair in pairs))
    row = {text: number for number, text in enumerate(english)}
    targets = teacher.vectors(english, kept)
    lessons = Lessons(
        pairs=pairs,
        texts=_ids(tokenizer, [pair.text for pair in pairs]),
        english=_ids(tokenizer, english),
        target_of=[row[pair.english] for pair in pairs],
        targets=targets,
    )
    pieces = None if further else first_vectors(pairs, tokenizer, teacher.tokenizer, teacher.pieces)
    student = _student(further or teacher.folder, pieces)
    Training(student, lessons, minutes * 60, kept / "student.pt").run()
    _write(student, tokenizer, folder)


def _tokenizer(pairs: list[Pair], teacher: Teacher, kept: Path):
    """The one of a stopped training, so that it goes on with the same pieces, or a new one."""
    if not (kept / "tokenizer.json").exists():
        kept.mkdir(parents=True, exist_ok=True)
        make_tokenizer(make_vocabulary(pairs, teacher.tokenizer)).save(str(kept / "tokenizer.json"))
    return _read_tokenizer(kept)


def _read_tokenizer(folder: Path):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer


def _student(folder: Path, pieces: np.ndarray | None):
    """The body of the model in the folder, with `pieces` as the vectors of its pieces or its own."""
    import torch
    from transformers import BertModel

    model = BertModel.from_pretrained(str(folder), add_pooling_layer=False, dtype=torch.float32)
    first = model.embeddings.word_embeddings.weight.data if pieces is None else torch.from_numpy(pieces)
    vectors = torch.nn.Embedding(*first.shape, padding_idx=0, sparse=True)
    vectors.weight.data = first
    model.embeddings.word_embeddings = vectors
    model.config.vocab_size = len(first)
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0  # the teacher's vectors are exact: nothing to be robust against
    return model


def _write(student, tokenizer, folder: Path) -> None:
    """A folder that `SentenceTransformer(folder)` loads, in half precision."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from transformers import PreTrainedTokenizerFast

    special = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]", "mask_token": "[MASK]"}
    half = folder.with_name(f"{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    student.cpu().eval().to(torch.float16).save_pretrained(half)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=MOST_TOKENS, **special).save_pretrained(half)
    body = models.Transformer(str(half), max_seq_length=MOST_TOKENS, model_args={"add_pooling_layer": False})
    pooling = models.Pooling(student.config.hidden_size)
    shutil.rmtree(folder, ignore_errors=True)
    SentenceTransformer(modules=[body, pooling, models.Normalize()], device="cpu").half().save(str(folder), create_model_card=False)
    shutil.rmtree(half)


def _ids(tokenizer, texts: list[str]) -> list[list[int]]:
    tokenizer.enable_truncation(MOST_TOKENS)
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    tokenizer.no_truncation()  # whoever reads the folder says how long a text may be
    return ids
