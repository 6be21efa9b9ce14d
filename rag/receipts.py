"""What is needed to make an answer again, and to tell whether it would still be the same.

A receipt names the question as it was put, everything the answer was made with, and every place it
rests on with the hash of what stood there. ``check_quotes`` needs the letters alone; ``compare``
holds a receipt against the answer that is given to the same question now.
"""

import datetime
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import Literal

from index.letter import Letter
from index.reading import READER_VERSION
from index.search import Filters
from rag.answer import Answer, Citation, EvidencePlace, Receipt

SEED = 0  # the model always takes the likeliest token, so no other seed gives another answer
_FACTS = {
    "index": "de brieven in de index",
    "embedder": "het zoekmodel",
    "generator": "het taalmodel",
    "settings": "de instellingen",
    "code": "het programma",
}


def make_receipt(
    *,
    question: str,
    history: Sequence[tuple[str, str]],
    filters: Filters | None,
    letters: Mapping[str, Letter],
    store: str,
    embedder: str,
    generator: str,
    settings: str,
    ignored: Collection[str] = (),
    today: datetime.date | None = None,
) -> Receipt:
    """A receipt for an answer that is being made; ``sign`` completes it."""
    given = asdict(filters) if filters else {}
    return Receipt(
        made_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        store=store,
        embedder=embedder,
        generator=generator,
        settings=settings,
        question=question,
        history=tuple(history),
        filters=tuple((name, str(value)) for name, value in given.items() if value),
        index=hash_letters(letters),
        code=hash_code(),
        seed=SEED,
        ignored=tuple(ignored),
        today=today.isoformat() if today else "",
    )


def sign(answer: Answer) -> Answer:
    """The answer with its text and the places it rests on in its receipt."""
    receipt = replace(
        answer.receipt,
        evidence=tuple(_place(citation) for citation in answer.citations),
        text_sha256=hash_text(answer.text),
    )
    return replace(answer, receipt=receipt)


def hash_letters(letters: Mapping[str, Letter]) -> str:
    """Sixteen hex digits over which letters there are and how they were read.

    The same letters give the same hash in whatever order and generation they were indexed.
    """
    content = "\n".join((f"reader {READER_VERSION}", *sorted(letters)))
    return hash_text(content)[:16]


@cache
def hash_code() -> str:
    """Sixteen hex digits over everything in models/, index/ and rag/ that can change an answer."""
    digest = hashlib.sha256()
    for package in ("models", "index", "rag"):
        root = resources.files(package)
        with resources.as_file(root) as folder:
            for file in sorted(folder.rglob("*")):
                if file.is_file() and "__pycache__" not in file.parts:
                    digest.update(f"{package}/{file.relative_to(folder)}\0".encode())
                    digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


QuoteState = Literal["stands", "changed", "gone", "different"]


@dataclass(frozen=True)
class QuoteCheck:
    """Whether a quote still stands where the receipt says.

    "changed": the file is there with another text; "gone": no letter of that name is;
    "different": the letter is there and says something else at that place.
    """

    place: EvidencePlace
    state: QuoteState


def check_quotes(receipt: Receipt, letters: Mapping[str, Letter]) -> tuple[QuoteCheck, ...]:
    """Hold every quote of the receipt against the letters there are now."""
    names = {name for letter in letters.values() for name in (letter.file, *letter.also_named)}
    return tuple(QuoteCheck(place, _check(place, letters, names)) for place in receipt.evidence)


def _check(place: EvidencePlace, letters: Mapping[str, Letter], names: set[str]) -> QuoteState:
    letter = letters.get(place.letter_id)
    if letter is None:
        return "changed" if place.file in names else "gone"
    quote = letter.text[place.start : place.end]
    return "stands" if hash_text(quote) == place.sha256 else "different"


@dataclass(frozen=True)
class Comparison:
    """A receipt beside the answer that its question gets now."""

    quotes: tuple[QuoteCheck, ...]
    changed: tuple[str, ...]  # what the answer is now made with that it was not: Dutch names
    same_text: bool
    same_evidence: bool

    @property
    def is_identical(self) -> bool:
        """The same text on the same places, and every quote stands there."""
        quotes_stand = all(each.state == "stands" for each in self.quotes)
        return self.same_text and self.same_evidence and quotes_stand


def compare(receipt: Receipt, again: Answer, letters: Mapping[str, Letter]) -> Comparison:
    """Hold a receipt against the final answer to its question, made now."""
    now = sign(again).receipt
    return Comparison(
        quotes=check_quotes(receipt, letters),
        changed=tuple(
            name for key, name in _FACTS.items() if getattr(receipt, key) != getattr(now, key)
        ),
        same_text=receipt.text_sha256 == now.text_sha256,
        same_evidence=receipt.evidence == now.evidence,
    )


def filters_of(receipt: Receipt) -> Filters | None:
    """The filters the question was put with."""
    known = {field.name for field in fields(Filters)}
    given = {name: value for name, value in receipt.filters if name in known}
    return Filters(**given) if given else None


def _place(citation: Citation) -> EvidencePlace:
    return EvidencePlace(
        citation.letter_id, citation.file, citation.start, citation.end, hash_text(citation.quote)
    )


def hash_text(text: str) -> str:
    """The sha256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
