"""How a model marks the turns of a conversation: the marks as data, never a template from a file.

A template inside a model file is code from that file; these marks are not. A framed prompt is a
row of pieces, so that only the frame's own marks are read as special tokens: a mark that stands in
a letter stays ordinary text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from models.errors import SettingsError
from models.interfaces import Message


class Piece(NamedTuple):
    """A stretch of a framed prompt; only a special one may become a special token."""

    text: str
    is_special: bool


class PromptTokens(NamedTuple):
    """A framed prompt as a model reads it; the first ``fixed`` tokens are kept for the next one."""

    tokens: tuple[int, ...]
    fixed: int


class Turn(NamedTuple):
    """What stands around the content of one role's turn."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class ChatFormat:
    """The turn marks of one family of models."""

    name: str
    start: tuple[Piece, ...]
    user: Turn
    assistant: Turn
    system: Turn | None  # None: instructions open the first turn of the user

    @property
    def marks(self) -> tuple[str, ...]:
        """All special marks, each once; a vocabulary must know each as one token."""
        turns = [turn for turn in (self.system, self.user, self.assistant) if turn is not None]
        pieces = [*self.start, *(piece for turn in turns for piece in (*turn.before, *turn.after))]
        return tuple(dict.fromkeys(piece.text for piece in pieces if piece.is_special))

    @property
    def stop(self) -> str:
        """The mark with which the model ends its answer."""
        return next(piece.text for piece in self.assistant.after if piece.is_special)

    def frame(self, messages: Sequence[Message], *, open_answer: bool = True) -> tuple[Piece, ...]:
        r"""Put the marks around the messages, and open the model's own turn.

        >>> question = Message(role="user", content="Wat zei NL?")
        >>> "".join(piece.text for piece in find_chat_format("llama3").frame([question]))[17:70]
        '<|start_header_id|>user<|end_header_id|>\n\nWat zei NL?'
        """
        pieces = list(self.start)
        for message in self._fold_system(messages):
            turn = {"system": self.system, "user": self.user, "assistant": self.assistant}[
                message.role
            ]
            assert turn is not None  # _fold_system leaves no system message without a turn
            pieces += [*turn.before, Piece(message.content, is_special=False), *turn.after]
        if open_answer:
            pieces += self.assistant.before
        return _join_text(pieces)

    def _fold_system(self, messages: Sequence[Message]) -> list[Message]:
        if self.system is not None:
            return list(messages)
        instructions = [message.content for message in messages if message.role == "system"]
        turns = [message for message in messages if message.role != "system"]
        if not instructions:
            return turns
        if not turns or turns[0].role != "user":
            turns.insert(0, Message(role="user", content=""))
        opening = "\n\n".join([*instructions, turns[0].content])
        return [Message(role="user", content=opening), *turns[1:]]


def find_chat_format(name: str) -> ChatFormat:
    """Give the format that the settings name; raises ``SettingsError`` for an unknown name."""
    for chat_format in CHAT_FORMATS:
        if chat_format.name == name:
            return chat_format
    known = ", ".join(chat_format.name for chat_format in CHAT_FORMATS)
    raise SettingsError(
        f"Onbekende gespreksopmaak '{name}' bij [models] chat_format.", f"Kies een van: {known}."
    )


def _join_text(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    # one stretch of text is one piece: a tokenizer joins letters over the seam of two
    joined: list[Piece] = []
    for is_special, group in groupby(pieces, key=lambda piece: piece.is_special):
        texts = [piece.text for piece in group]
        joined += (
            [Piece(text, is_special=True) for text in texts]
            if is_special
            else [Piece("".join(texts), is_special=False)]
        )
    return tuple(piece for piece in joined if piece.text)


def _mark(text: str) -> Piece:
    return Piece(text, is_special=True)


def _text(text: str) -> Piece:
    return Piece(text, is_special=False)


def _chatml_turn(role: str) -> Turn:
    return Turn((_mark("<|im_start|>"), _text(f"{role}\n")), (_mark("<|im_end|>"), _text("\n")))


def _llama3_turn(role: str) -> Turn:
    header = (_mark("<|start_header_id|>"), _text(role), _mark("<|end_header_id|>"), _text("\n\n"))
    return Turn(header, (_mark("<|eot_id|>"),))


def _gemma_turn(role: str) -> Turn:
    return Turn(
        (_mark("<start_of_turn>"), _text(f"{role}\n")), (_mark("<end_of_turn>"), _text("\n"))
    )


CHAT_FORMATS = (
    ChatFormat(  # Qwen and many others
        name="chatml",
        start=(),
        user=_chatml_turn("user"),
        assistant=_chatml_turn("assistant"),
        system=_chatml_turn("system"),
    ),
    ChatFormat(
        name="llama3",
        start=(_mark("<|begin_of_text|>"),),
        user=_llama3_turn("user"),
        assistant=_llama3_turn("assistant"),
        system=_llama3_turn("system"),
    ),
    ChatFormat(
        name="gemma",
        start=(_mark("<bos>"),),
        user=_gemma_turn("user"),
        assistant=_gemma_turn("model"),
        system=None,
    ),
    ChatFormat(  # from Mistral Nemo on; before that a space followed each [INST]
        name="mistral",
        start=(_mark("<s>"),),
        user=Turn((_mark("[INST]"),), (_mark("[/INST]"),)),
        assistant=Turn((), (_mark("</s>"),)),
        system=None,
    ),
)
