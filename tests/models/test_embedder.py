"""Rules for the embedder: with its real weights it agrees with torch, in any company of texts."""

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from platformdirs import user_data_path

from models.conversion import KNOWN_VECTORS, check_known_vectors
from models.e5 import BLOCK, dequantise, read_packed
from models.embedder import SentenceEmbedder, open_embedder, open_reference_embedder
from models.errors import WeightsDamagedError, WeightsMissingError
from models.settings import ModelSettings

DATA_FOLDER = user_data_path("kamerbrief", appauthor=False)
LIKENESS = 0.99  # cosine between two ways of computing the same network

TEXTS = [
    "Nederland steunt het voorstel.",
    "De Commissie heeft een effectbeoordeling aangekondigd en verwacht in het voorjaar een tekst; "
    "een aantal lidstaten vroeg om snelheid, andere juist om zorgvuldigheid.",
    "€ 1.250.000,- voor coördinatie in ’s-Hertogenbosch (2024–2027)",
    "x",
    "Bewaarplicht. " * 40,
]


@pytest.fixture(scope="module")
def embedder() -> SentenceEmbedder:
    return open_embedder(ModelSettings(), DATA_FOLDER)


@pytest.fixture(scope="module")
def folder() -> Path:
    return DATA_FOLDER / "weights" / "embedder"


class TestReal:
    pytestmark = pytest.mark.real_models

    def test_vectors_agree_with_torch(self, embedder: SentenceEmbedder):
        reference = open_reference_embedder(ModelSettings(), DATA_FOLDER)

        cosines = (embedder.embed_passages(TEXTS) * reference.embed_passages(TEXTS)).sum(axis=1)
        question = embedder.embed_question(TEXTS[0]) @ reference.embed_question(TEXTS[0])

        assert cosines.min() >= LIKENESS
        assert question >= LIKENESS
        assert reference.fingerprint != embedder.fingerprint

    def test_vectors_are_the_known_ones(self, folder: Path):
        check_known_vectors(folder)

    def test_other_vectors_than_the_known_ones_are_refused(self, folder: Path, tmp_path: Path):
        cases = json.loads(KNOWN_VECTORS.read_text(encoding="utf-8"))
        cases[0]["vector"], cases[1]["vector"] = cases[1]["vector"], cases[0]["vector"]
        swapped = tmp_path / "known.json"
        swapped.write_text(json.dumps(cases), encoding="utf-8")

        with pytest.raises(WeightsDamagedError, match="cosinus"):
            check_known_vectors(folder, swapped)

    def test_vectors_are_float32_of_unit_length_in_the_order_of_the_texts(
        self, embedder: SentenceEmbedder
    ):
        vectors = embedder.embed_passages(TEXTS)

        assert vectors.shape == (len(TEXTS), embedder.dimensions) == (len(TEXTS), 384)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        alone = np.stack([embedder.embed_passages([text])[0] for text in TEXTS])
        np.testing.assert_allclose(vectors, alone, atol=1e-5)

    def test_a_vector_does_not_depend_on_its_neighbours(self, embedder: SentenceEmbedder):
        results = [
            embedder.embed_passages([TEXTS[index] for index in order])[order.index(0)]
            for order in permutations(range(3))
        ]

        for result in results:
            np.testing.assert_allclose(result, results[0], atol=1e-5)

    def test_the_same_texts_give_the_same_bytes(self, embedder: SentenceEmbedder):
        assert np.array_equal(embedder.embed_passages(TEXTS), embedder.embed_passages(TEXTS))

    def test_a_question_and_a_passage_have_different_prefixes(self, embedder: SentenceEmbedder):
        model = embedder.model

        question, passage = embedder.embed_question("NL"), embedder.embed_passages(["NL"])[0]

        assert (embedder.question_prompt, embedder.passage_prompt) == ("query", "passage")
        assert model.prompts["query"] == "query: "
        assert model.prompts["passage"] == "passage: "
        assert not np.allclose(question, passage, atol=1e-3)

    def test_no_texts_give_no_vectors(self, embedder: SentenceEmbedder):
        assert embedder.embed_passages([]).shape == (0, 384)

    def test_text_beyond_512_tokens_is_cut_off(self, embedder: SentenceEmbedder):
        long = "woord " * 600

        vectors = embedder.embed_passages([long, long + "en nog meer " * 100])

        np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-6)

    def test_the_answer_to_a_question_is_nearest(self, embedder: SentenceEmbedder):
        passages = embedder.embed_passages(
            [
                "De visserijquota voor de Noordzee worden in december vastgesteld.",
                "Nederland wees op het belang van een bewaarplicht voor gegevens.",
                "Het budget voor cultuur stijgt met twee procent.",
            ]
        )

        question = embedder.embed_question("Wat zei Nederland over dataretentie?")

        assert int(np.argmax(passages @ question)) == 1

    def test_a_folder_of_the_users_own_gives_the_same_vectors(
        self, embedder: SentenceEmbedder, folder: Path
    ):
        own = open_embedder(ModelSettings(embedder=str(folder), threads=1), DATA_FOLDER)

        cosines = (own.embed_passages(TEXTS) * embedder.embed_passages(TEXTS)).sum(axis=1)

        assert cosines.min() > 0.9999
        assert own.fingerprint == embedder.fingerprint, "the same weights, however they came"

    def test_nothing_is_connected_to(self):
        program = (
            "import sys; from pathlib import Path\n"
            "def refuse(event, details):\n"
            "    if event in ('socket.connect', 'socket.getaddrinfo'): raise SystemExit(event)\n"
            "sys.addaudithook(refuse)\n"
            "from models.embedder import open_embedder\n"
            "from models.settings import ModelSettings\n"
            "open_embedder(ModelSettings(), Path(sys.argv[1])).embed_question('NL')\n"
        )

        finished = subprocess.run(
            [sys.executable, "-c", program, DATA_FOLDER],
            check=False,
            capture_output=True,
            text=True,
        )

        assert finished.returncode == 0, finished.stderr


def test_importing_the_embedder_is_quick():
    program = (
        "import sys, models.embedder, models.conversion, models.fetch\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'openvino', 'tokenizers'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)\n"
    )

    finished = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )

    assert finished.returncode == 0, finished.stderr


@pytest.mark.parametrize("opened", [open_embedder, open_reference_embedder])
def test_no_weights_is_said(
    opened: Callable[[ModelSettings, Path], SentenceEmbedder], tmp_path: Path
):
    with pytest.raises(WeightsMissingError, match="kamerbrief models fetch"):
        opened(ModelSettings(), tmp_path)


def test_a_folder_of_the_users_own_without_a_model_is_said(tmp_path: Path):
    with pytest.raises(WeightsMissingError, match=r"model\.safetensors ontbreekt"):
        open_embedder(ModelSettings(embedder=str(tmp_path)), tmp_path)


def test_another_file_is_not_taken_for_the_packed_embedder(tmp_path: Path):
    (tmp_path / "packed.bin").write_bytes(b"GGUF" + bytes(100))

    with pytest.raises(WeightsDamagedError, match="multilingual-e5-small"):
        read_packed(tmp_path / "packed.bin")


def test_blocks_keep_their_order_and_their_own_scale():
    low_half_rising = bytes(value | (15 - value) << 4 for value in range(BLOCK // 2))
    data = struct.pack("<e", 1) + low_half_rising + struct.pack("<e", 0.25) + low_half_rising

    weights = dequantise(data)

    rising = np.arange(-8, 8)
    expected = np.concatenate([rising, rising[::-1]])
    np.testing.assert_array_equal(weights, np.concatenate([expected, expected / 4]))
