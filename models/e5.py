"""Turn the 4-bit file of multilingual-e5-small into a sentence-transformers folder.

The file: a header of numbers, a vocabulary that is not needed here (the tokenizer comes from
tokenizer.json), a directory of tensors, and the tensors. Vectors are float32; matrices are rows of
Q4_0 blocks: 32 weights each, as one float16 scale and 16 bytes. The low half of byte j is weight j,
the high half weight j + 16, both counted from 8.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.errors import WeightsDamagedError
from models.interfaces import Vectors

MAGIC = b"E5S1"
BLOCK = 32  # weights that share one scale
QUANTISED = 1  # the directory's mark for Q4_0; 0 is plain float32

# The names of one layer in the file, and in a BertModel.
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
KINDS = {"w": "weight", "b": "bias"}


@dataclass(frozen=True)
class Shape:
    """The sizes of a BertModel, in the order in which the file has them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class PackedModel:
    """What stands in the file: sizes, and each tensor as flat float32 under the file's name."""

    shape: Shape
    tensors: Mapping[str, NDArray[np.float32]]


def dequantise(data: bytes) -> NDArray[np.float32]:
    """Give the weights of Q4_0 blocks, 32 for each 18 bytes.

    >>> dequantise(np.float16(0.5).tobytes() + bytes([0x98] * 16))[[0, 15, 16, 31]].tolist()
    [0.0, 0.0, 0.5, 0.5]
    """
    blocks = np.frombuffer(data, dtype=[("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
    low = blocks["pairs"] & 0x0F
    high = blocks["pairs"] >> 4
    steps = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (steps * blocks["scale"].astype(np.float32)[:, None]).ravel()


def read_packed(path: Path) -> PackedModel:
    """Read the 4-bit file; raises ``WeightsDamagedError`` when it is something else."""
    data = path.read_bytes()
    if data[: len(MAGIC)] != MAGIC:
        raise WeightsDamagedError(
            f"{path} is geen 4-bits bestand van multilingual-e5-small.",
            "Voer 'kamerbrief models fetch' opnieuw uit.",
        )
    *sizes, epsilon, _block = struct.unpack_from("<7ifi", data, 8)
    # single precision turns 1e-12 into 9.99999996e-13; the model was trained with the round number
    shape = Shape(*sizes, epsilon=float(f"{epsilon:.3g}"))

    # the vocabulary: n pieces with n + 1 offsets, n scores, their bytes; then a table of characters
    at = 8 + struct.calcsize("<7ifi")
    pieces, *_special, piece_bytes = struct.unpack_from("<5iQ", data, at)
    at += struct.calcsize("<5iQ") + 4 * (pieces + 1) + 4 * pieces + piece_bytes
    _characters, table_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + table_bytes

    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(count):
        (name_bytes,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + name_bytes].decode("ascii")
        at += 2 + name_bytes
        kind, _numbers, start, size = struct.unpack_from("<BIQQ", data, at)
        at += struct.calcsize("<BIQQ")
        body = data[start : start + size]
        tensors[name] = dequantise(body) if kind == QUANTISED else np.frombuffer(body, dtype="<f4")
    return PackedModel(shape, tensors)


def to_bert(packed: PackedModel) -> dict[str, Vectors]:
    """Give the tensors of a BertModel under the names that transformers uses."""
    shape = packed.shape
    rows = {
        "emb.word": ("embeddings.word_embeddings.weight", shape.vocabulary),
        "emb.pos": ("embeddings.position_embeddings.weight", shape.positions),
        "emb.type": ("embeddings.token_type_embeddings.weight", shape.types),
    }
    state: dict[str, Vectors] = {}
    for key, (name, count) in rows.items():
        state[name] = packed.tensors[key].reshape(count, -1)
    for letter, kind in KINDS.items():
        state[f"embeddings.LayerNorm.{kind}"] = packed.tensors[f"emb.ln.{letter}"]
    for layer in range(shape.layers):
        for short, long in LAYER_NAMES.items():
            for letter, kind in KINDS.items():
                values = packed.tensors[f"l{layer}.{short}.{letter}"]
                is_matrix = letter == "w" and not short.endswith("ln")
                outputs = shape.inner if short == "fi" else shape.hidden
                state[f"encoder.layer.{layer}.{long}.{kind}"] = (
                    values.reshape(outputs, -1) if is_matrix else values
                )
    # Mean pooling never uses the pooler; without these zeros transformers would warn at every load
    # and draw random numbers for it.
    state["pooler.dense.weight"] = np.zeros((shape.hidden, shape.hidden), np.float32)
    state["pooler.dense.bias"] = np.zeros(shape.hidden, np.float32)
    return state


def folder_texts(shape: Shape) -> dict[str, object]:
    """Give the JSON files of the sentence-transformers folder, by their path in it."""
    modules = [
        ("", "sentence_transformers.models.Transformer"),
        ("1_Pooling", "sentence_transformers.models.Pooling"),
        ("2_Normalize", "sentence_transformers.models.Normalize"),
    ]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "intermediate_size": shape.inner,
            "layer_norm_eps": shape.epsilon,
            "max_position_embeddings": shape.positions,
            "num_attention_heads": shape.heads,
            "num_hidden_layers": shape.layers,
            "pad_token_id": 1,
            "type_vocab_size": shape.types,
            "vocab_size": shape.vocabulary,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "modules.json": [
            {"idx": index, "name": str(index), "path": path, "type": type_name}
            for index, (path, type_name) in enumerate(modules)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            # "document" too: sentence-transformers' own encode_document would else use no prefix
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def write_folder(packed_file: Path, tokenizer_file: Path, folder: Path) -> None:
    """Write the sentence-transformers folder; the same input gives the same bytes."""
    from safetensors.numpy import (
        save_file,  # pyright: ignore[reportUnknownVariableType] - one of its types is incomplete
    )

    packed = read_packed(packed_file)
    folder.mkdir(parents=True)
    save_file(to_bert(packed), folder / "model.safetensors", metadata={"format": "pt"})
    for name, content in folder_texts(packed.shape).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (folder / "tokenizer.json").write_bytes(tokenizer_file.read_bytes())
