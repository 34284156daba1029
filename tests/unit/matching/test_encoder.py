"""The one door to sentence encoders: the embedded student, other folders, and the vectors that are kept."""

import json
import shutil

import numpy as np
import pytest

from matching.encoder import STUDENT, Encoder, EncoderUnusable, TransformerEncoder, load_encoder
from matching.kept_vectors import KeptVectors
from matching.student.teacher import find_teacher
from matching.transformer import StudentEncoder


@pytest.fixture(scope="module")
def embedded():
    return load_encoder()


class Counting:
    """Vectors of two places, and how many texts were asked for."""

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.array([[0.6, 0.8] for _ in texts], dtype=np.float32)


def test_embedded_encoder_gives_unit_vectors(embedded):
    vectors = embedded.encode(["¿Cómo me empadrono?", "كيف أسجل؟", ""])

    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0], abs=1e-4)


def test_embedded_encoder_brings_languages_together(embedded):
    school, ecole, doctor = embedded.encode(["school for my children", "l'école de mes enfants", "tarjeta sanitaria y médico"])

    assert school @ ecole > school @ doctor


def test_embedded_encoder_reads_spellings_as_one(embedded):
    one, other = embedded.encode(["PADRÓN", "padron"])

    assert np.allclose(one, other)


def test_one_text_or_many_give_the_same_vectors(embedded):
    texts = ["papeles", "no tengo contrato de alquiler", "我的孩子要上学", "papeles"]

    together = embedded.encode(texts)

    assert np.allclose(together, np.vstack([embedded.encode([text]) for text in texts]), atol=1e-5)


@pytest.mark.filterwarnings("ignore")  # the libraries' own, while they load
def test_folder_is_read_alike_by_the_library_and_by_us():
    texts = ["¿Cómo me empadrono sin contrato?", "bghit ndir padron", "где зарегистрироваться"]

    assert (StudentEncoder(STUDENT).encode(texts) * TransformerEncoder(str(STUDENT)).encode(texts)).sum(axis=1) == pytest.approx(
        1, abs=1e-3
    )


def test_another_model_is_one_setting_away():
    one, same, other = load_encoder(str(find_teacher())).encode(["where can I sleep tonight?", "I need a bed for this night", "tax forms"])

    assert one @ same > one @ other


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
    shutil.copytree(STUDENT, tmp_path / "model")
    (tmp_path / "model" / "model.safetensors").write_bytes(b"\x00" * 100)
    with pytest.raises(EncoderUnusable):
        load_encoder(str(tmp_path / "model"))


def test_published_texts_are_encoded_once(tmp_path):
    for expected in (["one", "two"], ["three"]):
        vectors = Counting()
        found = Encoder(vectors, KeptVectors(tmp_path / "vectors.db", "model")).encode_content(["one", "two", "one", *expected[-1:]])
        assert sorted(vectors.asked) == sorted(expected)
        assert found == pytest.approx(np.array([[0.6, 0.8]] * len(found)), abs=1e-3)


def test_vectors_of_another_model_are_not_taken(tmp_path):
    first, second = Counting(), Counting()
    Encoder(first, KeptVectors(tmp_path / "vectors.db", "model")).encode_content(["one"])
    Encoder(second, KeptVectors(tmp_path / "vectors.db", "other")).encode_content(["one"])

    assert second.asked == ["one"]


def test_words_of_people_are_never_kept(tmp_path):
    encoder = Encoder(Counting(), KeptVectors(tmp_path / "vectors.db", "model"))
    encoder.encode(["my name is secret"])

    assert not (tmp_path / "vectors.db").exists()


def test_file_of_another_kind_costs_time_and_no_answer(tmp_path):
    (tmp_path / "vectors.db").write_text("this is no database")
    vectors = Counting()

    found = Encoder(vectors, KeptVectors(tmp_path / "vectors.db", "model")).encode_content(["one"])

    assert vectors.asked == ["one"] and len(found) == 1


def test_folder_nobody_may_write_costs_time_and_no_answer(tmp_path):
    (tmp_path / "file").write_text("")
    assert len(Encoder(Counting(), KeptVectors(tmp_path / "file" / "vectors.db", "model")).encode_content(["one"])) == 1
