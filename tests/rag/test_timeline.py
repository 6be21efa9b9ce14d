"""Over time: newest first, and changed or repeated only where code can point at what shows it."""

from dataclasses import replace

import pytest

from fakes_forms import by_name, make_row, search_over
from index.actors import ActorReader
from index.search import Searcher
from rag.evidence import Evidence
from rag.question import Question, understand
from rag.timeline import choose_moments, mark_changes, order_by_time, say_latest

TWELVE, TWENTY = "Nederland vraagt om 12", "Nederland vraagt om 20"
STEUN, NOGMAALS = "Nederland steunt het voorstel", "Nederland benadrukte nogmaals"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Search over three made-up letters in which a position repeats and changes."""
    return search_over("position_letters", tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def question(actor_reader: ActorReader) -> Question:
    """A question about a position over time."""
    return understand("Hoe veranderde het standpunt van NL over lantaarnpalen?", actor_reader)


def row(searcher: Searcher, letter: int, start: str, score: float = 1.0) -> Evidence:
    named = by_name(searcher.index.letters, f"lantaarnpalen_{letter}")
    return make_row(named, start, score=score)


def test_moments_stand_newest_first(searcher: Searcher):
    rows = [row(searcher, 1, TWELVE), row(searcher, 3, NOGMAALS), row(searcher, 2, TWENTY)]

    headings = [block.heading for block in order_by_time(rows)]

    assert headings == ["30 september 2031", "12 mei 2031", "10 januari 2031"]


def test_each_letter_has_its_best_sentence_before_any_has_a_second(
    searcher: Searcher, question: Question
):
    asked = [
        row(searcher, 1, TWELVE, 1.0), row(searcher, 1, STEUN, 0.9), row(searcher, 2, TWENTY, 0.8)
    ]  # fmt: skip

    chosen = choose_moments(question, asked)

    assert [each.score for each in chosen] == [1.0, 0.8, 0.9]


def test_a_sentence_that_hardly_fits_is_no_moment(searcher: Searcher, question: Question):
    asked = [row(searcher, 1, TWELVE, 1.0), row(searcher, 2, TWENTY, 0.3)]

    assert len(choose_moments(question, asked)) == 1


def test_two_months_that_are_named_are_the_moments(searcher: Searcher, actor_reader: ActorReader):
    question = understand("NL over lantaarnpalen: januari en mei 2031", actor_reader)
    asked = [row(searcher, 3, STEUN), row(searcher, 1, TWELVE), row(searcher, 2, TWENTY)]

    chosen = choose_moments(question, asked)

    assert {each.letter.file for each in chosen} == {"lantaarnpalen_1.txt", "lantaarnpalen_2.txt"}


def test_other_figures_in_nearly_the_same_sentence_are_a_change(searcher: Searcher):
    rows = [row(searcher, 1, TWELVE), row(searcher, 2, TWENTY)]

    newer, older = mark_changes(order_by_time(rows), searcher)

    assert (newer.mark, newer.why) == ("gewijzigd", "andere cijfers dan op 10 januari 2031")
    assert older.mark == ""


def test_the_letters_own_nogmaals_is_a_repetition(searcher: Searcher):
    (block,) = mark_changes(order_by_time([row(searcher, 3, NOGMAALS)]), searcher)

    assert (block.mark, block.why) == ("herhaald", "de brief zegt ‘nogmaals’")


def test_the_same_sentence_in_an_older_letter_is_a_repetition(searcher: Searcher):
    (block,) = mark_changes(order_by_time([row(searcher, 3, STEUN)]), searcher)

    assert block.mark == "herhaald"
    assert block.why == "dezelfde zin staat in de brief van 10 januari 2031"


def test_the_first_time_something_is_said_is_no_repetition(searcher: Searcher):
    (block,) = mark_changes(order_by_time([row(searcher, 1, STEUN)]), searcher)

    assert block.mark == ""


def test_different_sentences_are_left_unmarked(searcher: Searcher):
    rows = [row(searcher, 1, STEUN), row(searcher, 2, TWENTY)]

    assert {block.mark for block in mark_changes(order_by_time(rows), searcher)} == {""}


def test_what_another_says_changes_nobodys_position(searcher: Searcher):
    rows = [row(searcher, 2, "De Commissie acht"), row(searcher, 1, TWELVE)]

    assert {block.mark for block in mark_changes(order_by_time(rows), searcher)} == {""}


def test_the_latest_moment_is_stated_with_its_date(searcher: Searcher):
    blocks = order_by_time([row(searcher, 1, TWELVE), row(searcher, 2, TWENTY)])

    assert say_latest(("Nederland",), blocks) == (
        "Het laatste standpunt in deze brieven is van 12 mei 2031."
    )


def test_one_letter_has_no_latest(searcher: Searcher):
    assert say_latest(("Nederland",), order_by_time([row(searcher, 1, TWELVE)])) == ""


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Het standpunt van het kabinet is nog ongewijzigd.", "herhaald"),
        ("Nederland blijft van mening dat het kan.", "herhaald"),
        ("Nederland steunt het voorstel niet langer.", "gewijzigd"),
        ("Nederland heeft zijn inzet herzien: de inzet is gewijzigd.", "gewijzigd"),
        ("Nederland steunt het voorstel.", ""),
    ],
)
def test_only_the_letters_own_words_make_a_mark(searcher: Searcher, text: str, mark: str):
    known = row(searcher, 2, TWENTY)
    sentence = replace(known.sentence, display=text)

    (block,) = mark_changes(order_by_time([replace(known, sentence=sentence)]), searcher)

    assert block.mark == mark
