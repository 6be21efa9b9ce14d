"""Every number points at the exact place in a letter."""

from index.cues import Cues
from index.search import Searcher
from rag.answer import AnswerSentence
from rag.citations import cited, make_citations
from rag.evidence import Evidence
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
