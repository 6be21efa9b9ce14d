"""llama.cpp's own speed: its C functions with its own defaults and sampler, and nothing of ours.

A child of ``eval.generation_speed``, run as ``python -m eval.llama_speed MODEL THREADS``: for every
line ``[kept, new, written]`` on stdin, counts of tokens, it writes one line with
``[seconds reading the new ones, seconds writing]``.
"""

import ctypes
import json
import os
import sys
import time

from llama_cpp import llama_cpp as llama

TEXT = "De minister schrijft aan de Kamer dat de Raad hierover in het najaar verder spreekt. "
CONTEXT_TOKENS = 2048


def main() -> None:
    """Load the model once and time what stdin asks for."""
    path, threads = sys.argv[1], int(sys.argv[2])
    silent = llama.llama_log_callback(_ignore_log)
    llama.llama_log_set(silent, ctypes.c_void_p(None))
    llama.llama_backend_init()
    model = llama.llama_model_load_from_file(os.fsencode(path), llama.llama_model_default_params())
    assert model is not None, f"{path} cannot be loaded"
    parameters = llama.llama_context_default_params()
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_threads = parameters.n_threads_batch = threads
    context = llama.llama_init_from_model(model, parameters)
    vocabulary = llama.llama_model_get_vocab(model)
    assert context is not None
    assert vocabulary is not None
    memory = llama.llama_get_memory(context)
    assert memory is not None
    sampler = llama.llama_sampler_init_greedy()
    text = (TEXT * 200).encode()
    tokens = (llama.llama_token * len(text))()
    llama.llama_tokenize(vocabulary, text, len(text), tokens, len(tokens), False, False)

    def decode(batch: list[int]) -> None:
        for start in range(0, len(batch), parameters.n_ubatch):
            part = batch[start : start + parameters.n_ubatch]
            array = (llama.llama_token * len(part))(*part)
            code = llama.llama_decode(context, llama.llama_batch_get_one(array, len(part)))
            assert code == 0, f"llama_decode returned {code}"

    for line in sys.stdin:
        kept, new, written = json.loads(line)
        llama.llama_memory_clear(memory, True)
        if kept:
            decode(tokens[:kept])
        start = time.perf_counter()
        decode(tokens[kept : kept + new])
        token = llama.llama_sampler_sample(sampler, context, -1)
        middle = time.perf_counter()
        for _ in range(written):
            decode([token])
            token = llama.llama_sampler_sample(sampler, context, -1)
        end = time.perf_counter()
        sys.stdout.write(json.dumps([middle - start, end - middle]) + "\n")
        sys.stdout.flush()


def _ignore_log(_level: int, _text: bytes, _data: object) -> None:
    """Take llama.cpp's log lines, so that stdout and stderr stay ours."""


if __name__ == "__main__":
    main()
