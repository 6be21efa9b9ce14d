"""Rules for hits: best first, within the filters, and repeated text once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.cues import Cues
from index.hit import Hit
from index.search import Filters, Searcher
from index.store import open_index
from indexing import SETTINGS, index

Search = Callable[..., tuple[Hit, ...]]
# made up: an agenda, the report of the same council, and a loose copy of one of its items
AGENDA = """\
Den Haag, 3 maart 2031

Geannoteerde agenda van de bijeenkomst van de Raad, 10 maart 2031

1. Vliegende fietsen

De Commissie stelt een maximum van 25 kilometer per uur voor. Nederland steunt de richtlijn.
"""
BRIDGES = (
    "De Raad sprak lang over bruggen. Enkele lidstaten, waaronder Nederland, wezen op lage bruggen."
)
REPORT = f"""\
Den Haag, 20 maart 2031

Verslag van de bijeenkomst van de Raad, 10 maart 2031

1. Bruggen

{BRIDGES}

2. Brievenbussen

Het Voorzitterschap presenteerde een voorstel voor drijvende brievenbussen.
"""


@pytest.fixture
def search(tmp_path: Path) -> Search:
    letters = tmp_path / "brieven"
    letters.mkdir()
    for name, text in (("agenda", AGENDA), ("verslag", REPORT), ("los", f"{BRIDGES}\n")):
        (letters / f"{name}.txt").write_text(text)
    settings = replace(SETTINGS, passage_length=200)
    index(letters, tmp_path / "store", settings=settings)
    searcher = Searcher(open_index(tmp_path / "store", embedder=None), FakeEmbedder(), settings)

    def ask(question: str, *, limit: int = 10, filters: Filters | None = None) -> tuple[Hit, ...]:
        return searcher.search(question, Cues(), limit=limit, filters=filters)

    return ask


def test_hits_are_numbered_from_one_and_their_scores_fall(search: Search):
    hits = search("drijvende brievenbussen")

    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert "brievenbussen" in hits[0].display
    assert len(search("drijvende brievenbussen", limit=2)) == 2


def test_a_hit_says_who_speaks_in_it_and_under_which_headings(search: Search):
    (hit,) = search("kilometer per uur", limit=1)

    assert hit.section[-1] == "1. Vliegende fietsen"
    assert hit.actors == ("Commissie", "Nederland")
    assert hit.text == hit.letter.text[hit.passage.start : hit.passage.end]


def test_repeated_text_is_one_hit_that_names_the_other_place(search: Search):
    hits = [hit for hit in search("lage bruggen") if "bruggen" in hit.display]

    assert len(hits) == 1
    (place,) = hits[0].also_in
    assert {hits[0].letter.file, place.file} == {"verslag.txt", "los.txt"}


@pytest.mark.parametrize(
    ("filters", "files"),
    [
        (Filters(kind="verslag"), {"verslag.txt", "los.txt"}),
        (Filters(until="2031-03-03"), {"agenda.txt"}),
        (Filters(since="2031-03-04"), {"verslag.txt", "los.txt"}),
        (Filters(dossier="32 317"), set[str]()),
    ],
    ids=["kind", "until", "since", "no such dossier"],
)
def test_a_filter_holds_for_every_hit_or_for_a_letter_with_the_same_text(
    search: Search, filters: Filters, files: set[str]
):
    hits = search("lage bruggen of vliegende fietsen", filters=filters)

    assert {hit.letter.file for hit in hits} <= files
    assert bool(hits) == bool(files)


def test_an_actor_filter_leaves_only_passages_in_which_the_actor_speaks(search: Search):
    hits = search("fietsen", filters=Filters(actor="voorzitterschap"))

    assert [hit.section[-1] for hit in hits] == ["2. Brievenbussen"]
