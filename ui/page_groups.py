"""Render sentences with their sources as HTML, under the headings of the answer's form."""

from collections.abc import Mapping, Sequence

from rag.answer import Answer, AnswerSentence, Citation, Group
from ui.page_markup import escape, shorten
from ui.page_text import name_actors, name_citation

_TITLE_LENGTH = 400  # characters; browsers cut longer tooltips themselves, in worse places


def render_groups(answer: Answer, cited: Mapping[int, Citation]) -> str:
    """Render the extract under its headings; a group without sentences says why."""
    return "".join(
        _render_heading(group)
        + "".join(
            f'<p class="kb-zin">{render_sentence(answer.extract[position], cited)}</p>'
            for position in group.sentences
        )
        for group in answer.groups
    )


def render_sentence(sentence: AnswerSentence, cited: Mapping[int, Citation]) -> str:
    """Render a sentence with what it leans on before it and its sources behind it."""
    leans_on = (cited[number] for number in sentence.leans_on if number in cited)
    before = "".join(
        f'<span class="kb-ervoor">{escape(each.display)}</span>{render_chip(each)} '
        for each in leans_on
    )
    chips = render_chips(sentence.citations, cited)
    return f'{before}<span class="kb-tekst">{_set_off(sentence)}</span>{chips}'


def render_chips(numbers: Sequence[int], cited: Mapping[int, Citation]) -> str:
    """Render the buttons of the citations that are there."""
    return "".join(render_chip(cited[number]) for number in numbers if number in cited)


def render_chip(citation: Citation) -> str:
    """Render the button that opens a citation; its title shows what it will show."""
    who = name_actors(citation.actors)
    where = citation.notation or name_citation(citation)
    title = shorten(f"“{citation.display}”", _TITLE_LENGTH) + f"\nSpreker: {who}\n{where}"
    return (
        f'<button type="button" class="kb-chip" data-citation="{citation.number}" '
        f'title="{escape(title)}" aria-label="Bron {citation.number}: {escape(f"{who}, {where}")}">'
        f"{citation.number}</button>"
    )


def _render_heading(group: Group) -> str:
    detail = f' <span class="kb-bij">{escape(group.detail)}</span>' if group.detail else ""
    mark = f' <span class="kb-merk">{group.mark}</span>' if group.mark else ""
    why = f' <span class="kb-bij">{escape(group.why)}</span>' if group.why else ""
    heading = f'<span class="kb-wie">{escape(group.heading)}</span>'
    return f'<h3 class="kb-uit">{heading}{detail}{mark}{why}</h3>'


def _set_off(sentence: AnswerSentence) -> str:
    """The sentence with what was asked for in bold."""
    parts: list[str] = []
    at = 0
    for start, end in sentence.emphasis:
        parts += [
            escape(sentence.text[at:start]),
            f"<strong>{escape(sentence.text[start:end])}</strong>",
        ]
        at = end
    return "".join((*parts, escape(sentence.text[at:])))
