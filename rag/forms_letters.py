"""The answer to "in welke brief": the letters by their notation, each with its best sentences."""

from collections.abc import Sequence

from rag.evidence import Evidence
from rag.forms import Block, Composed, document_of, near_best, newness
from rag.notation import name_letter

PER_LETTER = 1  # sentence: enough to see that this is the letter
_WEAKEST = 0.75  # of the best sentence's score: "in which letter" asks for few, and sure ones


def compose_letters(evidence: Sequence[Evidence], *, limit: int) -> Composed:
    """One block per letter, best first; ``evidence`` comes best first."""
    by_letter: dict[str, list[Evidence]] = {}
    for each in near_best(evidence, _WEAKEST):
        by_letter.setdefault(each.letter.id, []).append(each)
    blocks = tuple(
        Block(name_letter(rows[0].letter), document_of(rows[0]), tuple(rows[:PER_LETTER]))
        for rows in list(by_letter.values())[:limit]
    )
    return Composed(blocks, _summarise(blocks))


def _summarise(blocks: Sequence[Block]) -> str:
    if len(blocks) < 2:
        return f"Gevonden in {blocks[0].heading}." if blocks else ""
    newest = max(blocks, key=lambda block: newness(block.rows[0].letter))
    return f"Gevonden in {len(blocks)} brieven; de nieuwste is {newest.heading}."
