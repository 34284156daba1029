"""The student's words: the teacher's English pieces that our texts use, and pieces of the other languages with a first vector each."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import scipy.sparse as sparse

from matching.student.pairs import ASKING, Pair

ENGLISH_PIECES = 13_500
OTHER_PIECES = 24_500
LETTERS = 3_500  # signs of all scripts, most of them Chinese
FEWEST = 3
NEIGHBOURS = 6  # English pieces whose mean is the first vector of a piece
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LONGEST_WORD = 60
# times that a text of ours counts among the millions of words of others
WEIGHT = {"own": 6, "written": 4, ASKING: 4, "lexicon": 3, "integreat_ui": 2}


def make_vocabulary(pairs: list[Pair], teacher) -> list[str]:
    """The pieces, special ones first. `teacher` is the tokenizer whose English pieces are kept."""
    from tokenizers import Tokenizer, models, trainers

    pieces = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    pieces.normalizer, pieces.pre_tokenizer = _folding(), _splitting()
    trainer = trainers.WordPieceTrainer(
        vocab_size=OTHER_PIECES, special_tokens=SPECIAL, min_frequency=FEWEST, show_progress=False, limit_alphabet=LETTERS
    )
    pieces.train_from_iterator(_foreign(pairs), trainer)
    learnt = sorted(pieces.get_vocab().items(), key=lambda item: item[1])
    return list(dict.fromkeys([*SPECIAL, *_english(pairs, teacher), *(piece for piece, _ in learnt)]))


def make_tokenizer(vocabulary: list[str]):
    """WordPiece over the vocabulary that folds as `matching.normalisation.fold` does, inside, so that any library reads it right."""
    from tokenizers import Tokenizer, models, processors

    number = {piece: position for position, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(number, unk_token="[UNK]", max_input_chars_per_word=LONGEST_WORD))
    tokenizer.normalizer, tokenizer.pre_tokenizer = _folding(), _splitting()
    ends = [("[CLS]", number["[CLS]"]), ("[SEP]", number["[SEP]"])]
    tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B [SEP]", ends)
    return tokenizer


def first_vectors(pairs: list[Pair], tokenizer, teacher, taught: np.ndarray) -> np.ndarray:
    """(pieces, dimensions): the teacher's vector for a piece it knows, else the mean of those that it is said together with.

    `taught` are the teacher's piece vectors. A piece is weighed by the square of Dice's coefficient over the pairs.
    """
    known = teacher.get_vocab()
    vectors = np.tile(taught.mean(axis=0), (tokenizer.get_vocab_size(), 1))
    translated = [pair for pair in pairs if pair.language != "en" and pair.source != ASKING]
    mine = _bags(tokenizer, [pair.text for pair in translated])
    theirs = _bags(teacher, [pair.english for pair in translated])
    together = (mine.T @ theirs).tocsr()
    said, meant = np.asarray(mine.sum(axis=0)).ravel(), np.asarray(theirs.sum(axis=0)).ravel()
    for piece, number in tokenizer.get_vocab().items():
        row = together[number]
        if piece in known:
            vectors[number] = taught[known[piece]]
        elif row.nnz:
            dice = 2 * row.data / (said[number] + meant[row.indices])
            best = np.argsort(-dice)[:NEIGHBOURS]
            vectors[number] = np.average(taught[row.indices[best]], axis=0, weights=dice[best] ** 2)
    return vectors.astype(np.float32)


def _english(pairs: list[Pair], teacher) -> list[str]:
    """The teacher's pieces that the English texts use, the frequent ones first."""
    names = sorted(teacher.get_vocab(), key=teacher.get_vocab().get)
    counts: Counter[int] = Counter()
    for english, source in {pair.english: pair.source for pair in pairs}.items():
        for number in teacher.encode(english, add_special_tokens=False).ids:
            counts[number] += WEIGHT.get(source, 1)
    return [names[number] for number, count in counts.most_common(ENGLISH_PIECES) if count >= FEWEST]


def _foreign(pairs: list[Pair]) -> Iterator[str]:
    for pair in pairs:
        if pair.language != "en":
            yield from [pair.text] * WEIGHT.get(pair.source, 1)


def _folding():
    from tokenizers import normalizers

    letters = [normalizers.Replace("ة", "ه"), normalizers.Replace("ى", "ي"), normalizers.Replace("ـ", "")]
    return normalizers.Sequence([normalizers.BertNormalizer(strip_accents=True, lowercase=True), *letters])


def _splitting():
    from tokenizers import pre_tokenizers

    return pre_tokenizers.BertPreTokenizer()


def _bags(tokenizer, texts: list[str]) -> sparse.csr_matrix:
    """(texts, pieces): 1 where a text holds a piece."""
    sets = [sorted(set(encoding.ids)) for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)]
    ends = np.cumsum([0, *map(len, sets)])
    columns = np.fromiter((number for found in sets for number in found), dtype=int, count=ends[-1])
    return sparse.csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), (len(texts), tokenizer.get_vocab_size()))
