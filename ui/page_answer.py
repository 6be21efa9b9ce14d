"""Render an answer as HTML: what the letters say first, the model's verified wording below it."""

from collections.abc import Mapping, Sequence

from index.hit import Hit
from rag.answer import Answer, Citation, Searched, WithheldSentence
from rag.missing_documents import say_missing
from ui.inferred import list_inferences, say_subjects
from ui.page_groups import render_chips, render_groups, render_sentence
from ui.page_markup import SPINNER, escape, join_blocks, shorten
from ui.page_text import (
    MODEL_HELD_BACK,
    MODEL_PASSED_OVER,
    MODEL_WRITES,
    STATUS,
    STOPPED,
    count,
    date_of,
    name_actors,
    name_citation,
    name_date,
    name_letter,
)

_PASSAGE_LENGTH = 420  # characters of a passage that is near but no answer: enough to judge it


def render_answer(answer: Answer, *, stopped: bool = False) -> str:
    """Render an answer as it stands now; ``stopped`` = its reader no longer waits for the rest."""
    cited = {citation.number: citation for citation in answer.citations}
    return join_blocks(
        (
            _render_head(answer, stopped=stopped),
            _render_extract(answer, cited),
            _render_wording(answer, cited, stopped=stopped),
            _render_withheld(answer.withheld, cited),
            _render_searched(answer),
            _render_nearest(answer),
        )
    )


def _render_head(answer: Answer, *, stopped: bool) -> str:
    status = STATUS[answer.status]
    announcement = f"{status}. {count(len(answer.extract), 'zin', 'zinnen')} uit de brieven."
    if stopped or answer.is_final:
        announcement += " Gestopt." if stopped else " Het antwoord is volledig."
    message = f'<p class="kb-melding">{escape(answer.message)}</p>' if answer.message else ""
    notice = f'<p class="kb-noot">{escape(answer.notice)}</p>' if answer.notice else ""
    self_contained = escape(f"Begrepen als: {answer.understood}")
    understood = f'<p class="kb-noot">{self_contained}</p>' if answer.understood else ""
    return (
        f'<div class="kb-vraag" data-announce="{escape(announcement)}">'
        f"<p>{escape(answer.question)}</p>{understood}"
        f'<span class="kb-status kb-status-{answer.status}">{status}</span>{message}{notice}</div>'
    )


def _render_extract(answer: Answer, cited: Mapping[int, Citation]) -> str:
    if not answer.extract:
        return ""
    rows = render_groups(answer, cited) if answer.groups else _render_letters(answer, cited)
    summary = f'<p class="kb-kern">{escape(answer.summary)}</p>' if answer.summary else ""
    missing = "".join(
        f'<p class="kb-noot">{escape(line)}</p>' for line in say_missing(answer.missing)
    )
    return (
        '<section class="kb-deel kb-brieven" aria-label="Uit de brieven"><h2>Uit de brieven</h2>'
        f"{summary}{rows}{missing}</section>"
    )


def _render_letters(answer: Answer, cited: Mapping[int, Citation]) -> str:
    """The sentences of an answer without headings, under the letters they stand in."""
    rows: list[str] = []
    letter_above = ""
    for sentence in answer.extract:
        first = next((cited[number] for number in sentence.citations if number in cited), None)
        if first and first.letter_id != letter_above:
            letter_above = first.letter_id
            rows.append(f'<h3 class="kb-uit">{escape(name_citation(first))}</h3>')
        who = f'<span class="kb-wie">{escape(name_actors(first.actors))}</span>' if first else ""
        rows.append(f'<p class="kb-zin">{who}{render_sentence(sentence, cited)}</p>')
    return "".join(rows)


def _render_wording(answer: Answer, cited: Mapping[int, Citation], *, stopped: bool) -> str:
    note = _note_on_wording(answer, stopped=stopped)
    if not answer.wording and not note:
        return ""
    sentences = " ".join(render_sentence(sentence, cited) for sentence in answer.wording)
    text = f'<p class="kb-verwoord">{sentences}</p>' if sentences else ""
    return (
        '<section class="kb-deel kb-model" aria-label="In het kort">'
        '<h2>In het kort <span class="kb-bij">door het taalmodel verwoord, elke zin gecontroleerd'
        f"</span></h2>{text}{note}</section>"
    )


def _note_on_wording(answer: Answer, *, stopped: bool) -> str:
    if stopped:
        return f'<p class="kb-noot">{STOPPED}</p>'
    if not answer.is_final:
        # nothing found is nothing to word: no promise is made
        return f'<p class="kb-wacht">{SPINNER}{MODEL_WRITES}</p>' if answer.extract else ""
    if answer.wording or answer.notice or not answer.extract:
        return ""  # the notice above says why the model has nothing to say
    # a receipt without a model means that none was asked; then nothing can have been held back
    note = MODEL_HELD_BACK if answer.receipt.generator else MODEL_PASSED_OVER
    return f'<p class="kb-noot">{note}</p>'


def _render_withheld(withheld: Sequence[WithheldSentence], cited: Mapping[int, Citation]) -> str:
    if not withheld:
        return ""
    items = "".join(
        f"<li><q>{escape(sentence.text)}</q>{render_chips(sentence.citations, cited)}"
        f'<span class="kb-reden">{escape(sentence.reason)}</span></li>'
        for sentence in withheld
    )
    return (
        '<div class="kb-ingehouden"><details><summary>'
        f"{count(len(withheld), 'zin', 'zinnen')} ingehouden</summary>"
        f"<p>Deze zinnen van het taalmodel zijn geen deel van het antwoord.</p><ul>{items}</ul>"
        "</details></div>"
    )


def _render_searched(answer: Answer) -> str:
    searched, reading = answer.searched, answer.reading
    facts = [("Doorzocht", _name_letters(searched))]
    if reading:
        mended = (f"{meant} (getypt: {typed})" for typed, meant in reading.corrections)
        facts += [("Bedoeld", ", ".join(mended)), ("Afgeleid", list_inferences(reading))]
    if answer.status != "answered":
        terms = say_subjects(reading) if reading else ", ".join(searched.terms)
        doubts = (check.explanation for check in answer.checks if not check.passed)
        facts += [
            ("Gezocht op", terms),
            ("Gezochte spreker", name_actors(searched.actors) if searched.actors else ""),
            ("Staat in geen brief", ", ".join(searched.missing_terms)),
            ("Reden van twijfel", " ".join(doubts)),
        ]
    rows = "".join(f"<dt>{name}</dt><dd>{escape(fact)}</dd>" for name, fact in facts if fact)
    return f'<div class="kb-doorzocht"><dl>{rows}</dl></div>'


def _name_letters(searched: Searched) -> str:
    letters = count(searched.letters, "brief", "brieven")
    if not searched.first_date:
        return letters
    first, last = name_date(searched.first_date), name_date(searched.last_date)
    return f"{letters}, {first}" if first == last else f"{letters}, {first} tot en met {last}"


def _render_nearest(answer: Answer) -> str:
    if answer.status != "not_in_letters" or not answer.evidence:
        return ""
    items = "".join(f"<li>{_render_hit(hit)}</li>" for hit in answer.evidence)
    return (
        '<section class="kb-deel" aria-label="Wat er het dichtst bij komt">'
        f'<h2>Wat er het dichtst bij komt</h2><ol class="kb-passages">{items}</ol></section>'
    )


def _render_hit(hit: Hit) -> str:
    letter = hit.letter
    where = name_letter(letter.title, letter.file, date_of(letter), letter.kamerstuk)
    return (
        f'<button type="button" class="kb-passage" data-passage="{hit.rank}">'
        f'<span class="kb-wie">{escape(name_actors(hit.actors))}</span>'
        f"{escape(shorten(hit.display, _PASSAGE_LENGTH))}"
        f'<span class="kb-waar">{escape(where)}</span></button>'
    )
