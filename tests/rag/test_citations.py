"""Every number points at the exact place in a letter."""

from dataclasses import replace

from fakes_forms import make_row
from index.actors import ActorReader
from index.cues import Cues
from index.search import Searcher
from rag.answer import AnswerSentence
from rag.citations import cite_rows, cited, make_citations
from rag.evidence import Evidence
from rag.question import understand
from rag.wording import actor_name, join_names


def collect(searcher: Searcher) -> list[Evidence]:
    """Every sentence of every letter as evidence of the best hit for it."""
    return [
        Evidence(sentence, letter, hit, frozenset(), 1.0, 0.0)
        for letter in searcher.index.letters.values()
        for hit in searcher.search("fietsen", Cues(), limit=1)
        for sentence in letter.sentences
    ]


def test_a_quote_is_the_letters_own_text_with_its_line_breaks(searcher: Searcher):
    citations = make_citations(collect(searcher), searcher)

    assert any("\n" in each.quote for each in citations)
    for each in citations:
        assert each.quote == searcher.index.letters[each.letter_id].text[each.start : each.end]


def test_spans_lie_within_the_citation(searcher: Searcher):
    for each in make_citations(collect(searcher), searcher):
        assert (each.spans[0].start, each.spans[-1].end) == (each.start, each.end)


def test_numbers_count_from_one(searcher: Searcher):
    citations = make_citations(collect(searcher), searcher)

    assert [each.number for each in citations] == list(range(1, len(citations) + 1))


def test_only_what_a_sentence_rests_on_is_cited_in_the_order_of_the_numbers(searcher: Searcher):
    citations = make_citations(collect(searcher), searcher)
    sentences = [
        AnswerSentence("b", (3,), "worded", "verified"),
        AnswerSentence("a", (1, 99), "worded", "verified"),
    ]

    assert [each.number for each in cited(citations, sentences)] == [1, 3]


def test_an_actor_goes_by_its_dutch_name():
    assert actor_name("lidstaten:enkele") == "enkele lidstaten"
    assert actor_name("lidstaat:Litouwen") == "Litouwen"
    assert actor_name("agentschap:EOM") == "het EOM"
    assert join_names(["Commissie", "lidstaat:Malta", "EP"]) == (
        "de Europese Commissie, Malta en het Europees Parlement"
    )
    assert join_names([]) == ""


def test_what_a_sentence_leans_on_is_cited_behind_the_rest(
    searcher: Searcher, actor_reader: ActorReader
):
    report = next(each for each in searcher.index.letters.values() if each.file == "verslag.txt")
    before = next(each for each in report.sentences if each.display.startswith("Het Voorz"))
    row = replace(make_row(report, "Nederland kon"), leans_on=(before,))
    question = understand("Wat zei NL over brievenbussen?", actor_reader)

    citations, sentences = cite_rows(
        question, (row, make_row(report, "De Commissie zegde")), searcher, actor_reader
    )

    assert [each.leans_on for each in sentences] == [(3,), ()]
    assert citations[2].quote == report.text[before.start : before.end]
    assert [each.number for each in cited(citations, sentences)] == [1, 2, 3]


def test_what_stands_higher_up_is_not_shown_before_it_again(
    searcher: Searcher, actor_reader: ActorReader
):
    report = next(each for each in searcher.index.letters.values() if each.file == "verslag.txt")
    first = make_row(report, "Het Voorzitterschap")
    row = replace(make_row(report, "Nederland kon"), leans_on=(first.sentence,))
    question = understand("Wat zei NL over brievenbussen?", actor_reader)

    citations, sentences = cite_rows(question, (first, row), searcher, actor_reader)

    assert len(citations) == 2
    assert [each.leans_on for each in sentences] == [(), ()]
