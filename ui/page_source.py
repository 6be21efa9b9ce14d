"""Render the source pane: a whole letter, with the places an answer rests on marked in it."""

from collections.abc import Sequence

from index.hit import Place
from ui.page_markup import escape, join_blocks
from ui.page_text import PLACE_LOST, count, date_of, name_actors, name_date
from ui.source_view import SourceView, cut_text


def render_source(view: SourceView) -> str:
    """Render a letter from its first to its last character, under a heading with its facts."""
    letter = view.letter
    return join_blocks(
        (
            f'<div class="kb-kop">{_render_walk(view)}'
            f'<h2 id="kb-bron-kop" tabindex="-1">{escape(letter.title or letter.file)}</h2>'
            f"{_render_facts(view)}{_render_also_in(view.also_in)}</div>",
            '<div class="kb-brief" role="region" aria-label="Tekst van de brief" tabindex="0">'
            f"{_render_text(view)}</div>",
        )
    )


def render_lost() -> str:
    """Render the pane for a place that cannot be found exactly."""
    return join_blocks(
        (
            '<div class="kb-kop"><h2 id="kb-bron-kop" tabindex="-1">Bron niet gevonden</h2>'
            f'<p class="kb-melding">{PLACE_LOST}</p></div>',
        )
    )


def render_no_source() -> str:
    """Render the pane before anything was chosen."""
    return join_blocks(
        (
            '<div class="kb-kop kb-leeg"><h2>Bron</h2><p>Kies een nummer achter een zin: hier '
            "verschijnt de hele brief, met de zin gemarkeerd.</p></div>",
        )
    )


def _render_walk(view: SourceView) -> str:
    origin = "de lijst" if view.actors is None else "het antwoord"
    back = f'<button type="button" class="kb-link" data-back="">Terug naar {origin}</button>'
    if not view.number:
        return f'<div class="kb-loop">{back}</div>'
    position = view.numbers.index(view.number)
    neighbours = (
        ("Vorige", view.numbers[position - 1] if position else 0),
        ("Volgende", (*view.numbers, 0)[position + 1]),
    )
    buttons = "".join(
        f'<button type="button" class="kb-link" data-citation="{number}"'
        f'{"" if number else " disabled"}>{name}<span class="kb-verborgen"> bron</span></button>'
        for name, number in neighbours
    )
    return (
        f'<div class="kb-loop"><span>Bron <b class="kb-nummer">{view.number}</b> '
        f"van {len(view.numbers)}</span>{buttons}{back}</div>"
    )


def _render_facts(view: SourceView) -> str:
    letter = view.letter
    facts = (
        ("Spreker", "" if view.actors is None else name_actors(view.actors)),
        ("Onderdeel", " › ".join(view.section)),
        ("Bladzijde", str(view.page) if view.page is not None else ""),
        ("Bronvermelding", view.notation),
        ("Kamerstuk", letter.kamerstuk),
        ("Datum", name_date(date_of(letter))),
        ("Bestand", letter.file),
    )
    rows = "".join(f"<dt>{name}</dt><dd>{escape(fact)}</dd>" for name, fact in facts if fact)
    return f"<dl>{rows}</dl>"


def _render_also_in(places: Sequence[Place]) -> str:
    if not places:
        return ""
    files = ", ".join(escape(place.file) for place in places)
    return f'<p class="kb-ook-in">Ook in {count(len(places), "brief", "brieven")}: {files}</p>'


def _render_text(view: SourceView) -> str:
    html: list[str] = []
    for text, emphasis in cut_text(view):
        if emphasis == "plain":
            html.append(escape(text))
        elif emphasis == "aside":
            html.append(f'<span class="kb-terzijde">{escape(text)}</span>')
        else:
            html.append(f'<mark class="kb-{emphasis}">{escape(text)}</mark>')
    return "".join(html)
