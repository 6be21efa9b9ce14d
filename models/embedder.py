"""Open the embedder: a sentence-transformers model whose network runs on a fast backend."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.errors import WeightsMissingError
from models.interfaces import Vectors
from models.offline import stay_offline
from models.settings import ModelSettings
from models.weights import hash_file, recorded_hashes, verified_path

if TYPE_CHECKING:  # these take seconds to import, and the web page must be up in five
    from sentence_transformers import SentenceTransformer

NETWORK = "openvino/openvino_model.xml"  # where our own conversion leaves it in the folder
BATCH = 32  # passages between two moments at which a question can get in, about half a second
# the names under which models keep the prefix for passages; the first that is not empty counts
PASSAGE_PROMPTS = ("passage", "document", "corpus")
IDENTITY = ("model.safetensors", "tokenizer.json")  # the files that decide what the vectors are
METHOD = "openvino-1"  # raise the number when the same weights come to give other vectors


class SentenceEmbedder:
    """An ``Embedder`` on top of ``SentenceTransformer.encode``.

    Text longer than the model reads (512 tokens for the default one) is cut off by its tokenizer.
    """

    def __init__(self, model: "SentenceTransformer", *, fingerprint: str) -> None:
        self.model = model
        self._fingerprint = fingerprint
        # named here: encode_document of sentence-transformers prefers an empty "document"
        self.passage_prompt = _first_prompt(model.prompts, PASSAGE_PROMPTS)
        self.question_prompt = _first_prompt(model.prompts, ("query",))

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits over the weights, the prefixes and the way of computing.

        The processor is not in it: vectors of one computed in bfloat16 and another in float32 have
        a cosine of 0.9999, so an index can be carried from one to the other.
        """
        return self._fingerprint

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        dimensions = self.model.get_embedding_dimension()
        assert dimensions is not None, "every module that pools knows its size"
        return dimensions

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Give ``(len(texts), dimensions)`` float32, each row of unit length."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        return encode(self.model, list(texts), prompt=self.passage_prompt)

    def embed_question(self, text: str) -> Vectors:
        """Give ``(dimensions,)`` float32 of unit length."""
        return encode(self.model, text, prompt=self.question_prompt)


def encode(model: "SentenceTransformer", texts: str | list[str], *, prompt: str | None) -> Vectors:
    """Give one vector of unit length, or a row of them, under the prompt of this name."""
    return model.encode(  # pyright: ignore[reportUnknownMemberType] - its extra options are untyped
        texts,
        prompt_name=prompt,
        batch_size=BATCH,
        show_progress_bar=False,
        normalize_embeddings=True,
    )


def open_embedder(settings: ModelSettings, data_folder: Path) -> SentenceEmbedder:
    """Open the embedder of the settings on the fast backend.

    The manifest's own was converted when it was fetched; a sentence-transformers folder of the
    user's own is converted in memory, which takes seconds. Raises ``WeightsMissingError`` and
    ``WeightsDamagedError``.
    """
    stay_offline()
    if settings.embedder:
        folder = _own_folder(settings)
        hashes = _hash_own(folder)
        model = _convert_own(folder, threads=settings.threads)
    else:
        folder = verified_path("embedder", data_folder, unless=frozenset({"model.safetensors"}))
        hashes = {name: recorded_hashes(folder)[name] for name in IDENTITY}
        model = open_folder(folder, threads=settings.threads)
    return SentenceEmbedder(model, fingerprint=_fingerprint(model.prompts, hashes, METHOD))


def open_reference_embedder(settings: ModelSettings, data_folder: Path) -> SentenceEmbedder:
    """Open the same embedder as plain sentence-transformers in torch float32, to compare with.

    Sets torch's number of threads for the whole process.
    """
    stay_offline()
    import torch

    folder = _own_folder(settings) if settings.embedder else verified_path("embedder", data_folder)
    torch.set_num_threads(settings.threads)
    model = load_torch(folder)
    hashes = _hash_own(folder)
    return SentenceEmbedder(model, fingerprint=_fingerprint(model.prompts, hashes, "torch-1"))


def open_folder(folder: Path, *, threads: int) -> "SentenceTransformer":
    """Open a folder of our own conversion, without hashing it."""
    stay_offline()
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Tokenizer

    from models.openvino_module import OpenVinoTransformer, read_network

    config = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    limits = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
    transformer = OpenVinoTransformer(
        read_network(folder / NETWORK),
        Tokenizer.from_file(str(folder / "tokenizer.json")),
        max_tokens=limits["max_seq_length"],
        threads=threads,
    )
    pooling = Pooling.load(  # pyright: ignore[reportUnknownMemberType] - its extra options are untyped
        str(folder), "1_Pooling", local_files_only=True
    )
    return SentenceTransformer(
        modules=[transformer, pooling, Normalize()], prompts=config["prompts"], device="cpu"
    )


def load_torch(folder: Path) -> "SentenceTransformer":
    """Load a sentence-transformers folder in torch, as that library does it."""
    stay_offline()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()  # tracing for OpenVINO brings out remarks about training
    # safetensors only: a pickled model runs code when it is read
    return SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
    )


def _convert_own(folder: Path, *, threads: int) -> "SentenceTransformer":
    from tokenizers import Tokenizer

    from models.openvino_module import OpenVinoTransformer, to_openvino

    model = load_torch(folder)
    model[0] = OpenVinoTransformer(
        to_openvino(model),
        Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str()),
        max_tokens=model.max_seq_length or 512,
        threads=threads,
    )
    return model


def _own_folder(settings: ModelSettings) -> Path:
    folder = Path(settings.embedder).expanduser()
    for name in IDENTITY:
        if not (folder / name).is_file():
            raise WeightsMissingError(
                f"In {folder} staat geen sentence-transformers-model ({name} ontbreekt).",
                "Verbeter 'embedder' onder [models] in kamerbrief.toml, of laat het weg.",
            )
    return folder


def _hash_own(folder: Path) -> dict[str, str]:
    return {name: hash_file(folder / name) for name in IDENTITY}


def _first_prompt(prompts: Mapping[str, str | None], names: Sequence[str]) -> str | None:
    return next((name for name in names if prompts.get(name)), None)


def _fingerprint(prompts: Mapping[str, str | None], hashes: dict[str, str], method: str) -> str:
    content = json.dumps([sorted(prompts.items()), sorted(hashes.items()), method])
    return hashlib.sha256(content.encode()).hexdigest()[:16]
