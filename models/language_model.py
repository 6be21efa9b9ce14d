"""A GGUF model in llama.cpp: prompts into tokens, tokens read, an answer written greedily.

The only file of the application that imports llama_cpp, and only the worker process imports it: a
fault in native code ends that process and nothing else. It talks to llama.cpp's own functions, as
the package's ``Llama`` class builds the chat template found in the model file and keeps whatever
prefix happens to fit; here a prompt is always read in the same batches, so that the same prompt
gives the same bits whatever was asked before.
"""

import ctypes
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from llama_cpp import llama_cpp as llama

from models.chat_format import ChatFormat, PromptTokens
from models.errors import SettingsError
from models.interfaces import Message

BATCH_TOKENS = 256  # as fast as 512 here, with a sign of life twice as often
ABORTED = 2  # what llama_decode returns after its abort callback said so


class LanguageModel:
    """One model with one conversation in its memory; to be used by one thread.

    Only ``count_tokens`` may be called by another thread: llama.cpp's tokenizer allows it.
    """

    def __init__(
        self, path: Path, *, chat_format: ChatFormat, context_tokens: int, threads: int
    ) -> None:
        """Load a model; raises ``SettingsError`` when it is no model or has other turn marks."""
        self._log = llama.llama_log_callback(_ignore_log)
        llama.llama_log_set(self._log, ctypes.c_void_p(None))
        llama.llama_backend_init()
        model_parameters = llama.llama_model_default_params()
        # read, not mapped: 600 MB less, as repacked weights would otherwise be in memory twice, and
        # a file that is replaced while in use cannot end the process
        model_parameters.load_mode = llama.LLAMA_LOAD_MODE_NONE
        model = llama.llama_model_load_from_file(os.fsencode(path), model_parameters)
        if model is None:
            raise SettingsError(
                f"{path} is geen taalmodel dat llama.cpp kan laden.",
                "Noem bij [models] generator een GGUF-bestand dat deze versie kent.",
            )
        parameters = llama.llama_context_default_params()
        parameters.n_ctx = context_tokens
        parameters.n_batch = parameters.n_ubatch = BATCH_TOKENS
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.no_perf = True
        context = llama.llama_init_from_model(model, parameters)
        if context is None:
            raise SettingsError(
                f"Het taalmodel kan geen context van {context_tokens} tokens maken.",
                "Zet [models] context_tokens lager.",
            )
        vocabulary = llama.llama_model_get_vocab(model)
        memory = llama.llama_get_memory(context)
        if vocabulary is None or memory is None:
            raise SettingsError(
                f"{path} is een model dat geen tekst schrijft.",
                "Noem bij [models] generator een taalmodel.",
            )
        self._context = context
        self._memory = memory
        self._vocabulary = vocabulary
        self._sampler = llama.llama_sampler_init_greedy()
        self._chat_format = chat_format
        self._kept: tuple[int, ...] = ()  # the fixed tokens at the start of the memory
        self._should_stop: Callable[[], bool] = _never
        # both are kept here: llama.cpp calls them long after the call that handed them over
        self._abort_callback = llama.ggml_abort_callback(self._is_stop_asked)
        self._no_callback = llama.ggml_abort_callback()
        self._check_marks()
        self._stop_token = self._tokenize(chat_format.stop, special=True)[0]

    @property
    def context_tokens(self) -> int:
        """How many tokens prompt and answer may have together."""
        return llama.llama_n_ctx(self._context)

    def count_tokens(self, text: str) -> int:
        """Count the tokens of plain text."""
        return len(self._tokenize(text, special=False))

    def tokenize_prompt(self, messages: Sequence[Message], *, fixed: int) -> PromptTokens:
        """Frame the messages, of which the first ``fixed`` are the same for every question."""
        tokens = self._tokenize_frame(messages, open_answer=True)
        shared = self._tokenize_frame(messages[:fixed], open_answer=False)
        length = 0
        # the last token is always read anew: the model's first word follows from it
        for one, other in zip(shared, tokens[:-1], strict=False):
            if one != other:
                break
            length += 1
        return PromptTokens(tokens, length)

    def read(self, prompt: PromptTokens, should_stop: Callable[[], bool]) -> Iterator[int]:
        """Evaluate what of the prompt is not in memory; yields the tokens done per batch.

        Ends early, within about a tenth of a second, once ``should_stop`` says so.
        """
        self._should_stop = should_stop
        llama.llama_set_abort_callback(self._context, self._abort_callback, ctypes.c_void_p(None))
        try:
            if self._kept != prompt.tokens[: prompt.fixed]:
                self._forget(0)
                self._kept = ()
                yield from self._evaluate(prompt.tokens[: prompt.fixed])
                if should_stop():
                    return
                self._kept = prompt.tokens[: prompt.fixed]
            self._forget(len(self._kept))
            yield from self._evaluate(prompt.tokens[prompt.fixed :])
        finally:
            # while it writes, the caller can stop between two tokens; no need to ask per node
            llama.llama_set_abort_callback(self._context, self._no_callback, ctypes.c_void_p(None))

    def write(self) -> Iterator[bytes]:
        """Yield the bytes of each token of the answer, until the model ends its turn."""
        while True:
            token = llama.llama_sampler_sample(self._sampler, self._context, -1)
            if token == self._stop_token or llama.llama_vocab_is_eog(self._vocabulary, token):
                return
            yield self._to_bytes(token)
            self._decode([token])

    def _is_stop_asked(self, _data: object) -> bool:
        return self._should_stop()

    def _evaluate(self, tokens: Sequence[int]) -> Iterator[int]:
        for start in range(0, len(tokens), BATCH_TOKENS):
            batch = tokens[start : start + BATCH_TOKENS]
            if self._should_stop() or not self._decode(batch):
                return
            yield len(batch)

    def _decode(self, tokens: Sequence[int]) -> bool:
        array = (llama.llama_token * len(tokens))(*tokens)
        code = llama.llama_decode(self._context, llama.llama_batch_get_one(array, len(tokens)))
        if code not in (0, ABORTED):
            raise RuntimeError(f"llama_decode returned {code}")
        return code == 0

    def _forget(self, start: int) -> None:
        if not llama.llama_memory_seq_rm(self._memory, 0, start, -1):
            raise RuntimeError(f"the model's memory cannot be cut at token {start}")

    def _tokenize_frame(self, messages: Sequence[Message], *, open_answer: bool) -> tuple[int, ...]:
        tokens: list[int] = []
        for piece in self._chat_format.frame(messages, open_answer=open_answer):
            tokens += self._tokenize(piece.text, special=piece.is_special)
        return tuple(tokens)

    def _tokenize(self, text: str, *, special: bool) -> list[int]:
        data = text.encode("utf-8", "replace")  # half a surrogate pair is no character
        array = (llama.llama_token * (len(data) + 8))()  # a token has at least one byte
        count = llama.llama_tokenize(
            self._vocabulary, data, len(data), array, len(array), False, special
        )
        if count < 0:
            raise RuntimeError(f"llama_tokenize returned {count}")
        return list(array[:count])

    def _to_bytes(self, token: int) -> bytes:
        buffer = ctypes.create_string_buffer(512)
        size = llama.llama_token_to_piece(self._vocabulary, token, buffer, len(buffer), 0, False)
        if size < 0:
            raise RuntimeError(f"token {token} has more than {len(buffer)} bytes")
        return buffer.raw[:size]

    def _check_marks(self) -> None:
        for mark in self._chat_format.marks:
            as_mark = self._tokenize(mark, special=True)
            # a mark that plain text can also become would let a letter end its own turn
            if len(as_mark) != 1 or as_mark == self._tokenize(mark, special=False):
                raise SettingsError(
                    f"Het taalmodel kent het teken {mark} van de gespreksopmaak "
                    f"'{self._chat_format.name}' niet.",
                    "Kies bij [models] chat_format de opmaak die bij dit model hoort.",
                )


def _never() -> bool:
    return False


def _ignore_log(_level: int, _text: bytes, _data: object) -> None:
    """Take llama.cpp's log lines; what matters comes back as a return code."""
