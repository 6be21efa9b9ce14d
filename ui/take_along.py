"""Compose what people take along: answers with a footnote for every citation."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rag.answer import AnswerSentence, Citation, Group, Receipt, Searched, sentences_by_group
from ui.page_text import STATUS, count, name_actors, name_date
from ui.taken import Block, Kind, Mark, Note, Run, TakenDocument
from ui.taken_answers import TakenAnswer

_NEAREST = 3  # passages shown where nothing answers; as many as on the terminal


def compose(answers: Sequence[TakenAnswer], *, title: str = "") -> TakenDocument:
    """One document of an answer, or of the answers of a conversation in their order.

    Notes are numbered through the whole document in the order in which they are first referred
    to, as Word numbers them; in a single answer those are mostly the numbers on the screen.
    """
    several = len(answers) > 1
    name = title or ("Gesprek over Kamerbrieven" if several else "Antwoord uit Kamerbrieven")
    blocks = [Block("title", (Run(name),))]
    notes: list[Note] = []
    for at, answer in enumerate(answers, start=1):
        written = tuple(_compose_one(answer, f"Vraag {at}" if several else "Vraag"))
        cited = {each.number: each for each in answer.citations}
        order = dict.fromkeys(number for block in written for number in block.marks)
        numbers = {number: place for place, number in enumerate(order, start=len(notes) + 1)}
        blocks += [_renumber(block, numbers) for block in written]
        notes += [Note(numbers[number], Run(say_citation(cited[number]))) for number in order]
    made_at = answers[-1].receipt.made_at if answers else ""
    return TakenDocument(Run(name), made_at, tuple(blocks), tuple(notes))


def say_citation(citation: Citation) -> str:
    """A citation as a footnote: its notation, its words, who speaks, and the exact place."""
    place = f"{citation.file}, tekens {citation.start}-{citation.end}"
    again = "; ".join(f"{each.file}, tekens {each.start}-{each.end}" for each in citation.also_in)
    also = f" Dezelfde zin staat ook in {again}." if again else ""
    return (
        f"{citation.notation or citation.kamerstuk or citation.file}: “{citation.display}” "
        f"Spreker: {name_actors(citation.actors)}. Vindplaats: {place}.{also}"
    )


def _compose_one(answer: TakenAnswer, heading: str) -> Iterator[Block]:
    """The blocks of one answer; their marks still carry the answer's own numbers."""
    yield _plain("heading", heading)
    yield _plain("question", answer.question)
    if answer.understood and answer.understood != answer.question:
        yield _plain("aside", f"Begrepen als: {answer.understood}")
    yield _plain("heading", "Antwoord")
    yield _plain("status", STATUS[answer.status])
    for line in (answer.message, answer.summary):
        if line:
            yield _plain("text", line)
    yield from _write_groups(answer)
    yield from _write_context(answer)
    yield from _write_missing(answer)
    if not answer.sentences and answer.near:
        yield _plain("subheading", "Dichtstbijzijnde passages")
        for passage in answer.near[:_NEAREST]:
            yield _plain("text", f"{passage.notation}: “{passage.text}”")
    yield _plain("heading", "Doorzocht")
    yield _plain("text", _say_searched(answer.searched, answer.terms))
    if answer.withheld:
        held_back = count(answer.withheld, "zin", "zinnen")
        yield _plain("aside", f"{held_back} van het taalmodel ingehouden na controle.")
    if answer.notice:
        yield _plain("aside", answer.notice)
    yield _plain("aside", _say_made(answer.receipt))


def _write_groups(answer: TakenAnswer) -> Iterator[Block]:
    """The sentences under their headings; those without any come first."""
    cited = {each.number: each for each in answer.citations}
    by_group = sentences_by_group(answer.extract, answer.groups, answer.sentences)
    for sentence in by_group.get(None, ()):
        yield from _write_sentence(sentence, cited)
    for at, group in enumerate(answer.groups):
        yield _plain("subheading", _name_group(group))
        for sentence in by_group.get(at, ()):
            yield from _write_sentence(sentence, cited)


def _name_group(group: Group) -> str:
    where = f" – {group.detail}" if group.detail else ""
    said = ": ".join(filter(None, (group.mark, group.why)))
    return f"{group.heading}{where}{f' ({said})' if said else ''}"


def _write_sentence(sentence: AnswerSentence, cited: Mapping[int, Citation]) -> Iterator[Block]:
    for number in sentence.leans_on:
        yield Block("aside", (Run(f"Ervoor staat: “{cited[number].display}”"), Mark(number)))
    marks = tuple(Mark(number) for number in dict.fromkeys(sentence.citations))
    yield Block("sentence", (*_set_off(sentence), *marks))


def _set_off(sentence: AnswerSentence) -> Iterator[Run]:
    """The sentence, with what was asked for in bold."""
    edges = [0, *(edge for span in sentence.emphasis for edge in span), len(sentence.text)]
    if edges != sorted(edges):  # overlapping spans would say words twice
        edges = [0, len(sentence.text)]
    for at, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            yield Run(sentence.text[start:end], bold=at % 2 == 1)


def _write_context(answer: TakenAnswer) -> Iterator[Block]:
    """The citations that no shown sentence rests on: each citation gets its footnote."""
    used = {n for each in answer.sentences for n in (*each.citations, *each.leans_on)}
    others = tuple(Mark(each.number) for each in answer.citations if each.number not in used)
    if others:
        yield Block("aside", (Run("Ook gelezen:"), *others))


def _write_missing(answer: TakenAnswer) -> Iterator[Block]:
    """The documents that lack; ``say_missing`` would name the screen's numbers of citations."""
    known = {each.number for each in answer.citations}
    for document in answer.missing:
        marks = tuple(Mark(number) for number in document.citations if number in known)
        said = f"De brief verwijst naar {document.name}; dat stuk zit niet in deze verzameling."
        yield Block("text", (Run(said), *marks))


def _say_searched(searched: Searched, asked: Sequence[str]) -> str:
    """How many letters of which days, and for which words; their other names are only counted."""
    period = ""
    if searched.first_date:
        first, last = name_date(searched.first_date), name_date(searched.last_date)
        period = f" van {first} tot en met {last}"
    shown = [term for term in searched.terms if term in asked] or searched.terms
    others = len(searched.terms) - len(shown)
    related = f" en {count(others, 'verwant woord', 'verwante woorden')}" if others else ""
    terms = f"; gezocht op: {', '.join(shown)}{related}" if shown else ""
    nowhere = (
        f" Nergens in de brieven staat: {', '.join(searched.missing_terms)}."
        if searched.missing_terms
        else ""
    )
    return f"{count(searched.letters, 'brief', 'brieven')}{period}{terms}.{nowhere}"


def _say_made(receipt: Receipt) -> str:
    """When and with what the answer was made; enough to tell whether it would come out again."""
    try:
        moment = datetime.datetime.fromisoformat(receipt.made_at).astimezone(datetime.UTC)
    except ValueError:
        when = receipt.made_at or "onbekend"
    else:
        when = f"{name_date(moment.date().isoformat())}, {moment:%H.%M} uur UTC"
    parts = (
        f"index {receipt.store}",
        f"brieven {receipt.index}" if receipt.index else "",
        f"programma {receipt.code}" if receipt.code else "",
        f"instellingen {receipt.settings}",
        f"taalmodel {receipt.generator}" if receipt.generator else "zonder taalmodel",
        f"tekst {receipt.text_sha256[:16]}" if receipt.text_sha256 else "",
    )
    return f"Gemaakt op {when}. Bewijs: {', '.join(filter(None, parts))}."


def _plain(kind: Kind, text: str) -> Block:
    return Block(kind, (Run(text),))


def _renumber(block: Block, numbers: Mapping[int, int]) -> Block:
    return Block(
        block.kind,
        tuple(
            Mark(numbers[each.number]) if isinstance(each, Mark) else each for each in block.pieces
        ),
    )
