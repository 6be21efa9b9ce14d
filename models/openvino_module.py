"""Run the network of a sentence-transformers model on OpenVINO instead of torch.

Importing this module imports torch, sentence-transformers and openvino: do that inside a function,
and after ``models.offline.stay_offline``.
"""
# Most of what openvino, tokenizers and torch offer here has no complete types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import warnings
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, cast

import numpy as np
import openvino
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule, Transformer
from tokenizers import Tokenizer


class OpenVinoTransformer(InputModule):
    """The first module of a SentenceTransformer: text in, one vector per token out.

    Each text is one request of its own and ``threads`` requests run side by side. On two cores that
    is as fast as padded batches, and a text's vectors do not depend on its neighbours.
    """

    def __init__(
        self, network: openvino.Model, tokenizer: Tokenizer, *, max_tokens: int, threads: int
    ) -> None:
        super().__init__()
        tokenizer.enable_truncation(max_tokens)
        tokenizer.enable_padding()
        self.tokenizer = tokenizer
        self.max_seq_length = max_tokens
        core = openvino.Core()
        abilities: list[str] = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        compiled = core.compile_model(
            network,
            "CPU",
            {
                "NUM_STREAMS": str(threads),
                "INFERENCE_NUM_THREADS": threads,
                # half the arithmetic where the processor has it; cosine with float32 is 0.9999
                "INFERENCE_PRECISION_HINT": "bf16" if "BF16" in abilities else "f32",
                # pinned threads of two programs would share the same cores and leave others idle
                "ENABLE_CPU_PINNING": False,
            },
        )
        self.requests = openvino.AsyncInferQueue(compiled, threads)
        self.requests.set_callback(_keep_result)
        self.lock = Lock()  # a web page asks from several threads, the queue is for one

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor | Any]:
        """Give the padded tokens of ``prompt`` and each text, cut off at the model's length."""
        tokenizer = cast("Tokenizer", self.tokenizer)
        encodings = tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        }

    def forward(
        self, features: dict[str, torch.Tensor | Any], **kwargs: Any
    ) -> dict[str, torch.Tensor | Any]:
        """Add ``token_embeddings``, zero where a text was padded."""
        tokens: NDArray[np.int64] = features["input_ids"].numpy()
        lengths: list[int] = features["attention_mask"].sum(dim=1).tolist()
        results: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(lengths)
        with self.lock:
            for row, length in enumerate(lengths):
                text = tokens[row : row + 1, :length]
                self.requests.start_async([text, np.ones_like(text)], (results, row))
            self.requests.wait_all()
        hidden = results[0].shape[1]
        padded = np.zeros((*tokens.shape, hidden), np.float32)
        for row, length in enumerate(lengths):
            padded[row, :length] = results[row]
        features["token_embeddings"] = torch.from_numpy(padded)
        return features

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Refuse: the folder it was read from is what can be kept."""
        raise NotImplementedError("copy the folder that this model was opened from")


def _keep_result(
    request: openvino.InferRequest, place: tuple[list[NDArray[np.float32]], int]
) -> None:
    results, row = place
    results[row] = request.get_output_tensor().data[0].copy()  # the next request overwrites it


class _LastHiddenState(torch.nn.Module):
    """A network with one output, which is what the conversion wants."""

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        output = self.network(input_ids=input_ids, attention_mask=attention_mask)
        return output.last_hidden_state


def to_openvino(model: SentenceTransformer) -> openvino.Model:
    """Give the network of a torch model for any number of texts and tokens; takes four seconds."""
    transformer = cast("Transformer", model[0])  # the first module of a model for text is one
    example = torch.ones((2, 7), dtype=torch.long)
    with warnings.catch_warnings():
        # Tracing warns that Python's branches are fixed (they depend on the model, not on the text)
        # and that torch will one day drop it, while openvino has no other way yet.
        warnings.simplefilter("ignore")
        return openvino.convert_model(
            _LastHiddenState(transformer.auto_model),
            example_input={"input_ids": example, "attention_mask": example},
        )


def write_network(network: openvino.Model, path: Path) -> None:
    """Write ``path`` (.xml) and its weights beside it (.bin), in float16: half the disk."""
    openvino.save_model(network, path, compress_to_fp16=True)


def read_network(path: Path) -> openvino.Model:
    """Read what ``write_network`` wrote."""
    return openvino.Core().read_model(path)
