"""Rules for the fakes and the fixtures that other tests rely on."""

import os
from pathlib import Path

import numpy as np
import platformdirs

from fakes import FakeEmbedder, FakeGenerator
from models.interfaces import Embedder, Generator, Message, Prompt

PROMPT = Prompt((), (Message("user", "Wat zei Nederland?"),))


def test_the_fakes_are_what_the_interfaces_ask_for():
    embedder: Embedder = FakeEmbedder()
    generator: Generator = FakeGenerator()

    assert len(embedder.fingerprint) == len(generator.fingerprint) == 16


def test_texts_that_share_words_are_near_each_other():
    embedder = FakeEmbedder()

    vectors = embedder.embed_passages(["bruggen en fietsen", "zingende robots", ""])
    question = embedder.embed_question("fietsen en bruggen")

    assert vectors.shape == (3, embedder.dimensions)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-6)
    assert vectors[0] @ question > 0.99
    assert vectors[1] @ question < 0.5
    assert embedder.embedded == ["bruggen en fietsen", "zingende robots", ""]


def test_the_generator_writes_its_script_and_remembers_who_asked():
    generator = FakeGenerator(["Nederland ", "steunt ", "dit."], ["Ja."])

    first = generator.generate(PROMPT, max_tokens=2)
    second = generator.generate(PROMPT, max_tokens=10)
    second.close()

    assert list(first) == ["Nederland ", "steunt "]
    assert list(second) == []
    assert generator.prompts == [PROMPT, PROMPT]
    assert [stream.closed for stream in generator.streams] == [False, True]


def test_no_test_sees_the_users_folders(tmp_path: Path):
    assert platformdirs.user_data_path("kamerbrief").is_relative_to(tmp_path)
    assert platformdirs.user_config_path("kamerbrief").is_relative_to(tmp_path)
    assert Path(os.environ["XDG_DATA_HOME"]).is_relative_to(tmp_path)
