"""The one door to sentence encoders, and the training of the embedded one on toy pairs."""

import gzip
import json
import shutil

import numpy as np
import pytest

from matching.encoder import EMBEDDED, EncoderUnusable, StaticEncoder, load_encoder
from matching.encoder_training import CorpusUnreadable, read_corpora, train

PAIRS = [(f"the {noun} number {number}", f"el {name} numero {number}") for number in range(50) for noun, name in zip("abcd", "wxyz")]


@pytest.fixture(scope="module")
def embedded():
    return load_encoder()


def test_embedded_encoder_gives_unit_vectors_without_torch(embedded):
    vectors = embedded.encode(["¿Cómo me empadrono?", "كيف أسجل؟", ""])

    assert isinstance(embedded, StaticEncoder) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0], abs=1e-4)


def test_embedded_encoder_brings_languages_together(embedded):
    school, ecole, doctor = embedded.encode(["school for my children", "l'école de mes enfants", "tarjeta sanitaria y médico"])

    assert school @ ecole > school @ doctor


def test_embedded_encoder_reads_spellings_as_one(embedded):
    one, other = embedded.encode(["PADRÓN", "padron"])

    assert np.allclose(one, other)


@pytest.mark.parametrize("hostile", ["\ud800", "\x00", "🙂" * 5000, "a" * 100_000])
def test_hostile_text_is_encoded(embedded, hostile):
    assert np.isfinite(embedded.encode([hostile])).all()


def test_missing_folder_is_unusable(tmp_path):
    with pytest.raises(EncoderUnusable):
        load_encoder(str(tmp_path / "nothing"))


def test_folder_of_another_shape_is_unusable(tmp_path):
    (tmp_path / "modules.json").write_text(json.dumps([{"type": "sentence_transformers.models.StaticEmbedding"}]))
    with pytest.raises(EncoderUnusable):
        load_encoder(str(tmp_path))


def test_broken_vectors_are_unusable(tmp_path):
    shutil.copytree(EMBEDDED, tmp_path / "model")
    for path in (tmp_path / "model").rglob("model.safetensors"):
        path.write_bytes(b"\x00" * 100)
    with pytest.raises(EncoderUnusable):
        load_encoder(str(tmp_path / "model"))


@pytest.mark.filterwarnings("ignore")  # the libraries' own, while they train
def test_trained_folder_is_read_alike_by_the_library_and_by_us(tmp_path, capsys):
    from sentence_transformers import SentenceTransformer

    train(PAIRS * 6, [], tmp_path / "model", epochs=1, own_weight=1)
    texts = ["the a number 7", "EL W número 7", "nothing known"]
    ours = load_encoder(str(tmp_path / "model"))
    theirs = SentenceTransformer(str(tmp_path / "model"), device="cpu").encode(texts, normalize_embeddings=True, show_progress_bar=False)

    assert isinstance(ours, StaticEncoder)
    assert np.allclose(ours.encode(texts), theirs.astype(np.float32), atol=2e-2)
    assert "loss" in capsys.readouterr().out


def corpus(folder, lines, name="pairs.tsv.gz"):
    with gzip.open(folder / name, "wt", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
    return folder


def test_corpora_are_read_in_order_and_empty_sides_left_out(tmp_path):
    corpus(tmp_path, ["en\tone\tes\tuno", "en\t\tes\tdos"], "a.tsv.gz")
    corpus(tmp_path, ["en\tthree\tes\ttres"], "b.tsv.gz")

    assert list(read_corpora(tmp_path)) == [("one", "uno"), ("three", "tres")]


def test_corpus_line_of_another_shape_names_file_and_line(tmp_path):
    with pytest.raises(CorpusUnreadable, match=r"pairs.tsv.gz:2: 2 fields"):
        list(read_corpora(corpus(tmp_path, ["en\tone\tes\tuno", "only\ttwo"])))


def test_corpus_that_is_no_gzip_is_named(tmp_path):
    (tmp_path / "bad.tsv.gz").write_text("plain text")
    with pytest.raises(CorpusUnreadable, match="bad.tsv.gz"):
        list(read_corpora(tmp_path))


def test_corpus_cut_short_or_of_other_letters_is_named(tmp_path):
    whole = corpus(tmp_path, ["en\tone\tes\tuno"] * 500) / "pairs.tsv.gz"
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) // 2])
    with pytest.raises(CorpusUnreadable, match="pairs.tsv.gz"):
        list(read_corpora(tmp_path))
    whole.write_bytes(gzip.compress("en\tñ\tes\tñ\n".encode("latin-1")))
    with pytest.raises(CorpusUnreadable, match="UnicodeDecodeError"):
        list(read_corpora(tmp_path))
