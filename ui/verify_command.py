"""The command ``kamerbrief verify``: is an answer still what the letters and the program give."""

import argparse
import datetime
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol, cast

from index.search import Filters
from rag.answer import Answer, Receipt
from rag.errors import QuestionError
from rag.follow_up import Turn
from rag.receipts import Comparison, QuoteState, compare, filters_of, hash_text
from rag.settings import Settings
from ui.answer_documents import answer_document, read_receipt
from ui.answer_text import render_answer
from ui.documents import Document
from ui.letter_commands import find_store
from ui.page_text import count
from ui.printing import print_result, say
from ui.terminal import wrap

_STATES: Mapping[QuoteState, str] = {
    "stands": "staat er nog",
    "changed": "de brief is gewijzigd",
    "gone": "de brief zit niet meer in de verzameling",
    "different": "op deze plaats staat nu iets anders",
}


class Answering(Protocol):
    """Whatever answers a question as the assistant of this machine does."""

    def answer(
        self,
        question: str,
        *,
        use_model: bool,
        filters: Filters | None,
        history: Sequence[Turn],
        ignored: Collection[str],
        today: datetime.date | None,
    ) -> Iterable[Answer]:
        """Yield the answer as it grows; the last is final."""
        ...


def verify(options: argparse.Namespace, settings: Settings) -> int:
    """Answer the receipt's question again; 0 = identical, 1 = something is different."""
    from rag.local_assistant import LocalAssistant

    receipt, altered = load_receipt(options.receipt)
    store = find_store(options, settings)
    with LocalAssistant(settings, store, use_model=bool(receipt.generator)) as assistant:
        say(assistant.searcher.index.notice)
        again = answer_again(receipt, assistant)
        comparison = compare(receipt, again, assistant.letters)
    document = verify_document(comparison, again, altered)
    print_result(
        document, lambda: render_verification(comparison, again, altered), as_json=options.json
    )
    return 0 if document["identical"] else 1


def answer_again(receipt: Receipt, assistant: Answering) -> Answer:
    """The final answer to the receipt's question, put in the same way as then."""
    *_, again = assistant.answer(
        receipt.question,
        use_model=bool(receipt.generator),
        filters=filters_of(receipt),
        history=tuple(Turn(question, text) for question, text in receipt.history),
        ignored=receipt.ignored,
        today=datetime.date.fromisoformat(receipt.today) if receipt.today else None,
    )
    return again


def load_receipt(file: Path) -> tuple[Receipt, tuple[str, ...]]:
    """Read a receipt, and what of the answer beside it was altered afterwards (in Dutch).

    Raises ``QuestionError`` when the file holds none.
    """
    try:
        document: object = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise QuestionError(
            f"{file} kan niet worden gelezen ({error.strerror}).", "Controleer het pad."
        ) from error
    except (ValueError, RecursionError) as error:
        raise QuestionError(
            f"{file} is geen JSON.", "Geef wat 'kamerbrief ask --json' schreef."
        ) from error
    receipt = read_receipt(document)
    return receipt, tuple(_find_altered(receipt, cast("dict[str, Any]", document)))


def _find_altered(receipt: Receipt, document: Mapping[str, Any]) -> Iterator[str]:
    """What in the file is no longer what the receipt was made of."""
    if "text" in document and hash_text(str(document["text"])) != receipt.text_sha256:
        yield "de tekst van het antwoord in het bestand"
    hashes = {place.sha256 for place in receipt.evidence}
    for citation in document.get("citations", ()):
        if hash_text(str(citation.get("quote", ""))) not in hashes:
            yield f"citaat [{citation.get('number')}] in het bestand"


def verify_document(comparison: Comparison, again: Answer, altered: Sequence[str]) -> Document:
    """What was found, for programs."""
    return {
        "identical": comparison.is_identical and not altered,
        "same_text": comparison.same_text,
        "same_evidence": comparison.same_evidence,
        "quotes": [{**asdict(each.place), "state": each.state} for each in comparison.quotes],
        "changed": list(comparison.changed),
        "altered": list(altered),
        "answer": answer_document(again),
    }


def render_verification(comparison: Comparison, again: Answer, altered: Sequence[str]) -> str:
    """What was found, for people."""
    lines: list[str] = []
    if comparison.is_identical and not altered:
        lines.append("Identiek: dezelfde vraag geeft hetzelfde antwoord op dezelfde plaatsen.")
    elif comparison.is_identical:
        lines.append("Het bestand is veranderd; het antwoord van toen komt er nog steeds uit.")
    elif comparison.same_text:
        lines.append("Het antwoord is gelijk, maar waarop het berust is veranderd.")
    else:
        lines.append("Het antwoord is veranderd.")
    lines += [f"Veranderd: {what}." for what in altered]
    standing = sum(each.state == "stands" for each in comparison.quotes)
    total = count(len(comparison.quotes), "citaat staat", "citaten staan")
    lines.append(f"{standing} van {total} er nog precies zo.")
    for number, each in enumerate(comparison.quotes, start=1):
        if each.state != "stands":
            place = each.place
            where = f"{place.file}, tekens {place.start}-{place.end}"
            lines.append(f"- citaat {number} ({where}): {_STATES[each.state]}")
    lines += [f"Anders dan toen: {what}." for what in comparison.changed]
    text = "\n".join(line for each in lines for line in wrap(each)) + "\n"
    return (
        text if comparison.same_text else f"{text}\nHet antwoord is nu:\n\n{render_answer(again)}"
    )
