"""How the encoder is taught, with a toy teacher: corpora are read, pieces get their first vectors, a stopped training goes on."""

import gzip

import numpy as np
import pytest

from matching.encoder import is_small_bert, load_encoder
from matching.student.pairs import MOST_OF, CorpusUnreadable, Drawing, Pair, read_corpora, sampled
from matching.student.school import teach
from matching.student.teacher import Teacher
from matching.student.vocabulary import first_vectors, make_tokenizer, make_vocabulary

WORDS = {"house": "casa", "school": "escuela", "doctor": "médico", "paper": "papel", "work": "trabajo", "money": "dinero"}
PAIRS = [
    Pair("own", "es", f"the {one} and the {other}", f"la {WORDS[one]} y la {WORDS[other]}")
    for one in WORDS
    for other in WORDS
    if one != other
] * 4


@pytest.fixture(scope="module")
def teacher(tmp_path_factory):
    """A BERT of one layer that was never trained: it gives different texts different vectors, which is all a student needs."""
    import torch
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("teacher")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "and", *WORDS, *"abcdefghijklmnopqrstuvwxyz"]
    torch.manual_seed(1)
    config = BertConfig(vocab_size=len(pieces), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    tokenizer = make_tokenizer(pieces)
    tokenizer.save(str(folder / "tokenizer.json"))
    _as_sentence_transformer(folder, tokenizer)
    return Teacher(folder)


def _as_sentence_transformer(folder, tokenizer):
    from sentence_transformers import SentenceTransformer, models
    from transformers import PreTrainedTokenizerFast

    special = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]", "mask_token": "[MASK]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    body = models.Transformer(str(folder), model_args={"add_pooling_layer": False})
    SentenceTransformer(modules=[body, models.Pooling(16)], device="cpu").save(str(folder), create_model_card=False)


@pytest.mark.filterwarnings("ignore")  # the libraries' own, while they train
def test_student_learns_and_is_written_as_a_folder_that_we_read(teacher, tmp_path, capsys):
    teach(PAIRS, teacher, tmp_path / "model", tmp_path / "kept", minutes=0.05)
    student = load_encoder(str(tmp_path / "model"))
    same, other = student.encode(["la casa y la escuela", "el dinero y el trabajo"])
    meant = teacher.vectors(["the house and the school"], tmp_path / "kept")[0]

    assert is_small_bert(tmp_path / "model")
    assert same @ meant > other @ meant


@pytest.mark.filterwarnings("ignore")
def test_stopped_training_goes_on_where_it_was(teacher, tmp_path, capsys):
    teach(PAIRS, teacher, tmp_path / "model", tmp_path / "kept", minutes=0.01)
    teach(PAIRS, teacher, tmp_path / "model", tmp_path / "kept", minutes=0.02)

    assert "going on from step" in capsys.readouterr().out


@pytest.mark.filterwarnings("ignore")
def test_student_goes_on_learning_with_its_own_pieces(teacher, tmp_path, capsys):
    teach(PAIRS, teacher, tmp_path / "first", tmp_path / "kept", minutes=0.05)
    teach(PAIRS * 2, teacher, tmp_path / "second", tmp_path / "other", minutes=0.001, further=tmp_path / "first")
    before, after = (load_encoder(str(tmp_path / name)).encode(["la casa y la escuela"])[0] for name in ("first", "second"))

    assert (tmp_path / "first" / "tokenizer.json").read_text() == (tmp_path / "second" / "tokenizer.json").read_text()
    assert before @ after > 0.9  # it began where the first one ended


def test_piece_begins_as_the_english_words_that_it_is_said_with(teacher):
    tokenizer = make_tokenizer(make_vocabulary(PAIRS, teacher.tokenizer))
    vectors = first_vectors(PAIRS, tokenizer, teacher.tokenizer, teacher.pieces)
    known = teacher.tokenizer.get_vocab()
    house = vectors[tokenizer.get_vocab()["casa"]]
    nearest = max(WORDS, key=lambda word: float(house @ teacher.pieces[known[word]] / np.linalg.norm(teacher.pieces[known[word]])))

    assert nearest == "house"
    assert np.allclose(vectors[tokenizer.get_vocab()["house"]], teacher.pieces[known["house"]])


def test_small_languages_are_drawn_as_often_as_large_ones():
    pairs = [Pair("own", "es", "a", "b")] * 990 + [Pair("own", "eu", "a", "b")] * 10
    drawing = Drawing(pairs)
    drawn = [pairs[drawing.draw()].language for _ in range(400)]

    assert 150 < drawn.count("eu") < 250


def corpus(folder, lines, name="pairs.tsv.gz"):
    with gzip.open(folder / name, "wt", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
    return folder


def test_corpora_are_read_by_name_and_empty_sides_left_out(tmp_path):
    corpus(tmp_path, ["en\tone\tes\tuno", "en\t\tes\tdos", "en\tone\tde\teins"], "a.tsv.gz")
    corpus(tmp_path, ["en\tthree\tes\ttres"], "b.tsv.gz")

    german = Pair("a", "de", "one", "eins")
    assert read_corpora(tmp_path) == [Pair("a", "es", "one", "uno"), german, Pair("b", "es", "three", "tres")]
    assert german not in sampled(read_corpora(tmp_path))  # nobody is answered in German; the table knows it all the same


def test_a_corpus_whose_texts_are_in_another_language_is_named(tmp_path):
    said = "Wir wohnen seit vier Jahren in dieser Stadt und suchen eine Schule"
    corpus(tmp_path, [f"en\tline {n}\tes\t{said} {n}" for n in range(6)])
    with pytest.raises(CorpusUnreadable, match="of 6 texts said to be in 'es' only 0 are"):
        read_corpora(tmp_path)


def test_of_a_source_with_very_much_a_part_is_drawn_always_the_same(monkeypatch):
    monkeypatch.setitem(MOST_OF, "many", 2)
    pairs = [Pair("many", "es", str(n), str(n)) for n in range(9)]
    assert len(sampled(pairs)) == 2 and sampled(pairs) == sampled(pairs)


@pytest.mark.parametrize(
    ("line", "fault"),
    [("only\ttwo", r"pairs.tsv.gz:2: 2 fields"), ("es\tuno\ten\tone", r"pairs.tsv.gz:2: the first text is not in English")],
)
def test_corpus_line_of_another_shape_names_file_and_line(tmp_path, line, fault):
    with pytest.raises(CorpusUnreadable, match=fault):
        read_corpora(corpus(tmp_path, ["en\tone\tes\tuno", line]))


def test_corpus_that_is_no_gzip_is_named(tmp_path):
    (tmp_path / "bad.tsv.gz").write_text("plain text")
    with pytest.raises(CorpusUnreadable, match="bad.tsv.gz"):
        read_corpora(tmp_path)


def test_corpus_cut_short_or_of_other_letters_is_named(tmp_path):
    whole = corpus(tmp_path, ["en\tone\tes\tuno"] * 500) / "pairs.tsv.gz"
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) // 2])
    with pytest.raises(CorpusUnreadable, match="pairs.tsv.gz"):
        read_corpora(tmp_path)
    whole.write_bytes(gzip.compress("en\tñ\tes\tñ\n".encode("latin-1")))
    with pytest.raises(CorpusUnreadable, match="UnicodeDecodeError"):
        read_corpora(tmp_path)
