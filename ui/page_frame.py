"""Render what stands around the answer: heading, readiness, examples, errors and the letters."""

from collections.abc import Iterable, Sequence

from index.letter import Letter
from rag.assistant import Readiness, State
from ui.page_markup import SPINNER, escape, join_blocks
from ui.page_text import PURPOSE, SEARCHING, STATE, TITLE, count, date_of, name_date


def render_heading() -> str:
    """Render the bar with the name of the application, and what it is for."""
    return join_blocks(
        (
            f'<div class="kb-balk"><h1>{TITLE}</h1></div>',
            f'<div class="kb-doel"><p>{PURPOSE}</p></div>',
        )
    )


def render_readiness(readiness: Readiness, *, letters: int) -> str:
    """Render which parts can be used now, and over how many letters they go."""
    parts = [
        _render_state("Zoeken", readiness.search),
        _render_state("Taalmodel", readiness.model),
    ]
    if readiness.search == "ready":
        parts.append(f'<span class="kb-staat">{count(letters, "brief", "brieven")}</span>')
    if readiness.detail:
        parts.append(f'<span class="kb-staat kb-detail">{escape(readiness.detail)}</span>')
    return join_blocks((f'<div class="kb-gereed">{"".join(parts)}</div>',))


def _render_state(name: str, state: State) -> str:
    return f'<span class="kb-staat kb-staat-{state}">{name}: <b>{STATE[state]}</b></span>'


def render_examples(questions: Sequence[str]) -> str:
    """Render questions that can be asked with one click."""
    if not questions:
        return ""
    items = "".join(
        f'<li><button type="button" class="kb-link" data-question="{escape(question)}">'
        f"{escape(question)}</button></li>"
        for question in questions
    )
    return join_blocks(
        (f'<div class="kb-voorbeelden"><h2>Bijvoorbeeld</h2><ul>{items}</ul></div>',)
    )


def render_waiting(question: str) -> str:
    """Render what stands there between the question and the first sentence."""
    return join_blocks(
        (
            f'<div class="kb-vraag"><p>{escape(question)}</p></div>',
            f'<div class="kb-wacht" data-announce="{SEARCHING}">{SPINNER}{SEARCHING}</div>',
        )
    )


def render_take_along(name: str) -> str:
    """Render the links by which the answer that is kept under this name is taken along."""
    forms = (("docx", "Word"), ("md", "Markdown"), ("pdf", "PDF"))
    links = "".join(
        f'<a class="kb-mee" href="/meenemen/{escape(name)}.{form}" download>{label}</a>'
        for form, label in forms
    )
    return join_blocks(
        (
            '<div class="kb-meenemen" role="group" aria-label="Antwoord meenemen met voetnoten">'
            f"<span>Meenemen met voetnoten:</span>{links}</div>",
        )
    )


def render_error(problem: str, remedy: str) -> str:
    """Render what went wrong and what helps."""
    return join_blocks(
        (
            '<div class="kb-fout" role="alert">'
            f"<h2>{escape(problem)}</h2><p>{escape(remedy)}</p></div>",
        )
    )


def render_letters(letters: Iterable[Letter]) -> str:
    """Render the letters, newest first, each to be opened; without a date they come last."""
    ordered = sorted(letters, key=lambda letter: (date_of(letter), letter.file), reverse=True)
    if not ordered:
        return join_blocks(
            ('<div class="kb-lijst kb-leeg"><p>Nog geen brieven: zoeken laadt nog.</p></div>',)
        )
    columns = ("Brief", "Soort", "Datum", "Kamerstuk", "Bestand")
    heads = "".join(f'<th scope="col">{name}</th>' for name in columns)
    rows = "".join(_render_row(letter, columns) for letter in ordered)
    return join_blocks(
        (
            '<div class="kb-lijst"><table><caption class="kb-verborgen">Brieven in de verzameling'
            f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>",
        )
    )


def _render_row(letter: Letter, columns: Sequence[str]) -> str:
    button = (
        f'<button type="button" class="kb-link" data-letter="{escape(letter.id)}">'
        f"{escape(letter.title or letter.file)}</button>"
    )
    facts = (letter.kind, name_date(date_of(letter)), letter.kamerstuk, letter.file)
    cells = (button, *(escape(fact) or '<span class="kb-geen">–</span>' for fact in facts))
    return f"<tr>{''.join(map(_render_cell, columns, cells))}</tr>"


def _render_cell(column: str, cell: str) -> str:
    return f'<td data-kolom="{column}">{cell}</td>'
