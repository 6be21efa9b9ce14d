"""An answer on the terminal: sentences under who says them, then where each one stands."""

from collections.abc import Iterator, Mapping, Sequence

from rag.answer import Answer, AnswerSentence, Citation, Group, sentences_by_group
from rag.missing_documents import say_missing
from rag.wording import actor_name
from ui.inferred import say_inferences, say_reading, say_subjects
from ui.page_text import count
from ui.terminal import BOLD, CODES, NO_CODES, PLAIN, render_hit, wrap

_NEAREST = 3  # passages shown where nothing answers


def render_answer(answer: Answer, *, bold: bool = False) -> str:
    """The answer, its sources, and what was held back.

    ``bold`` sets off what was asked for, for a terminal that can show it.
    """
    lines: list[str] = []
    if answer.reading:
        lines += [line for said in say_reading(answer.reading) for line in wrap(said)]
    elif answer.understood:
        lines += wrap(f"Begrepen als: {answer.understood}")
    for line in (answer.message, answer.summary):
        lines += wrap(line)
    if lines and answer.sentences:
        lines.append("")
    cited = {citation.number: citation for citation in answer.citations}
    lines += _render_groups(answer, cited)
    shown = _shown(answer, cited)
    if answer.missing:
        lines.append("")
    for line in say_missing(answer.missing):
        lines += wrap(line)
    if shown:
        lines += ["", "Bronnen"]
        for citation in shown:
            lines += render_citation(citation)
    if not shown and answer.evidence:
        lines += ["", "Dichtstbijzijnde passages"]
        for hit in answer.evidence[:_NEAREST]:
            lines += render_hit(hit, answer.reading.subjects if answer.reading else ())
    if answer.withheld:
        number = count(len(answer.withheld), "zin", "zinnen")
        lines += ["", f"{number} van het taalmodel ingehouden:"]
        for withheld in answer.withheld:
            lines += wrap(f"{withheld.text} ({withheld.reason})", first="  - ", rest="    ")
    lines += ["", *wrap(_footer(answer))]
    if answer.notice:
        lines += wrap(answer.notice)
    return ("\n".join(lines) + "\n").translate(CODES if bold else NO_CODES)


def render_citation(citation: Citation) -> Iterator[str]:
    """How a citation is written in parliament, who says it, its words and its exact place."""
    yield from wrap(f"[{citation.number}] {citation.notation or citation.file}", rest="    ")
    speakers = ", ".join(actor_name(actor) for actor in citation.actors) or "onbekend"
    heading = f"; onder ‘{citation.section[-1]}’" if citation.section else ""
    yield from wrap(f"Spreker: {speakers}{heading}", first="    ", rest="    ")
    yield from wrap(f"“{citation.display}”", first="    ", rest="    ")
    yield f"    {citation.file}, tekens {citation.start}-{citation.end}"
    if citation.also_in:
        again = ", ".join(f"{each.file} ({each.start}-{each.end})" for each in citation.also_in)
        yield from wrap(f"Dezelfde zin staat ook in {again}", first="    ", rest="    ")


def _render_groups(answer: Answer, cited: Mapping[int, Citation]) -> Iterator[str]:
    """The sentences under their headings; those without any come first."""
    by_group = sentences_by_group(answer.extract, answer.groups, answer.sentences)
    for sentence in by_group.get(None, ()):
        yield from _render_sentence(sentence, cited)
    for at, group in enumerate(answer.groups):
        if at or None in by_group:
            yield ""
        yield from wrap(_name_group(group))
        for sentence in by_group.get(at, ()):
            yield from _render_sentence(sentence, cited)


def _name_group(group: Group) -> str:
    where = f" – {group.detail}" if group.detail else ""
    if not group.mark:
        return f"{group.heading}{where}: {group.why}" if group.why else f"{group.heading}{where}"
    return f"{group.heading}{where} ({group.mark}{f': {group.why}' if group.why else ''})"


def _render_sentence(sentence: AnswerSentence, cited: Mapping[int, Citation]) -> Iterator[str]:
    before = [cited[number] for number in sentence.leans_on if number in cited]
    if before:
        said = " ".join(f"{each.display} [{each.number}]" for each in before)
        yield from wrap(f"(ervoor staat: {said})", first="  ", rest="  ")
    marks = "".join(f" [{number}]" for number in sentence.citations)
    yield from wrap(f"{_set_off(sentence)}{marks}", first="- ", rest="  ")


def _set_off(sentence: AnswerSentence) -> str:
    """The sentence with signs around what was asked for."""
    text = sentence.text
    for start, end in reversed(sentence.emphasis):
        text = f"{text[:start]}{BOLD}{text[start:end]}{PLAIN}{text[end:]}"
    return text


def _shown(answer: Answer, cited: Mapping[int, Citation]) -> Sequence[Citation]:
    """The citations that what is shown rests or leans on."""
    used = {
        number
        for sentence in answer.sentences
        for number in (*sentence.citations, *sentence.leans_on)
    }
    return [citation for number, citation in sorted(cited.items()) if number in used]


def _footer(answer: Answer) -> str:
    searched = answer.searched
    period = f" van {searched.first_date} tot {searched.last_date}" if searched.first_date else ""
    said = say_subjects(answer.reading) if answer.reading else ", ".join(searched.terms)
    terms = f"; gezocht op: {said}" if said else ""
    inferred = f" {say_inferences(answer.reading)}" if answer.reading else ""
    return f"Doorzocht: {count(searched.letters, 'brief', 'brieven')}{period}{terms}.{inferred}"
