"""The words of a sentence for the reader of actors: which are verbs, and where a name begins."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_TOKEN = re.compile(r"[\w’'-]+(?:\.(?=\w))?|[^\w\s]")
_NAME = 4  # words a name may have before its verb: "de minister van Defensie"
_NO_VERB_FOLLOWS = frozenset(", ( ; en of".split())


class Token(NamedTuple):
    """A word or a sign."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """Words and signs in order, with what is known of each."""

    tokens: tuple[Token, ...]
    finite: tuple[bool, ...]  # whether it looks like a finite verb
    actors: Mapping[int, int]  # where each actor's name begins and ends

    def __len__(self) -> int:
        return len(self.tokens)

    def text(self, at: int) -> str:
        """The word; "" beyond the last."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def is_finite(self, at: int) -> bool:
        """Whether there is a word here that looks like a finite verb."""
        return at < len(self.finite) and self.finite[at]

    def begins_name(self, at: int) -> bool:
        """Whether an actor's name begins here."""
        return at < len(self.tokens) and self.tokens[at].start in self.actors

    def ends_name(self, at: int) -> bool:
        """Whether an actor's name ends here."""
        return self.tokens[at].end in self.actors.values()

    def behind_name(self, at: int) -> int:
        """The place of the first word behind the actor's name that begins here."""
        end = self.actors[self.tokens[at].start]
        behind = at + 1
        while behind < len(self.tokens) and self.tokens[behind].start < end:
            behind += 1
        return behind

    def is_plural_verb(self, at: int) -> bool:
        """Whether several do it: "Om dit te bereiken werken de Commissie en Europol samen"."""
        return self.text(at).endswith("en") and self.begins_name(at + 1)

    def has_verb_behind_name(self, at: int) -> bool:
        """Whether the finite verb follows a name of at most four words, and more behind it."""
        for further in range(at + 1, min(at + 1 + _NAME, len(self.tokens) - 1)):
            if self.finite[further]:
                return self.text(further + 1) not in (".", ",", ";", ")")
            if self.text(further) in _NO_VERB_FOLLOWS:
                return False
        return False


def read_words(
    text: str, is_finite: Callable[[str], bool], actors: Iterable[tuple[int, int]] = ()
) -> Words:
    """Cut a sentence into words; ``actors`` are the stretches of their names.

    >>> [token.text for token in read_words("Nederland zei: ja.", {"zei"}.__contains__).tokens]
    ['Nederland', 'zei', ':', 'ja', '.']
    """
    tokens = tuple(Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text))
    return Words(tokens, tuple(is_finite(token.text) for token in tokens), dict(actors))
