"""A receipt tells whether an answer would be the same again, and what became of its quotes."""

from dataclasses import replace

import pytest

from fakes import FakeEmbedder, FakeGenerator
from index.search import Filters
from rag.answer import Answer
from rag.answering import Tools, answer_question
from rag.follow_up import Turn
from rag.receipts import check_quotes, compare, filters_of, hash_letters, hash_text

QUESTION = "Wat zei NL over vliegende fietsen?"


def ask(tools: Tools, **options: object) -> Answer:
    *_, answer = answer_question(QUESTION, tools, **options)  # type: ignore[arg-type]
    return answer


@pytest.fixture
def answer(tools: Tools) -> Answer:
    """A final answer with its receipt."""
    return ask(tools)


def test_the_same_question_again_is_identical(tools: Tools, answer: Answer):
    comparison = compare(answer.receipt, ask(tools), tools.searcher.index.letters)

    assert comparison.is_identical
    assert comparison.changed == ()
    assert comparison.quotes
    assert {each.state for each in comparison.quotes} == {"stands"}


def test_every_citation_is_in_the_receipt_with_the_hash_of_its_quote(answer: Answer):
    assert [each.sha256 for each in answer.receipt.evidence] == [
        hash_text(each.quote) for each in answer.citations
    ]
    assert answer.receipt.text_sha256 == hash_text(answer.text)


def test_a_changed_letter_is_told_from_one_that_is_gone(tools: Tools, answer: Answer):
    letters = dict(tools.searcher.index.letters)
    first = answer.receipt.evidence[0]
    letter = letters.pop(first.letter_id)

    gone = check_quotes(answer.receipt, letters)[0]
    changed = check_quotes(answer.receipt, {**letters, "f" * 16: replace(letter, id="f" * 16)})[0]

    assert (gone.state, changed.state) == ("gone", "changed")


def test_a_quote_that_says_something_else_now_is_noticed(tools: Tools, answer: Answer):
    letters = dict(tools.searcher.index.letters)
    first = answer.receipt.evidence[0]
    letter = letters[first.letter_id]
    text = letter.text[: first.start] + letter.text[first.start :].replace("e", "o", 1)

    checks = check_quotes(answer.receipt, {**letters, letter.id: replace(letter, text=text)})

    assert checks[0].state == "different"


def test_a_quote_that_no_longer_stands_is_never_identical(tools: Tools, answer: Answer):
    comparison = compare(answer.receipt, ask(tools), {})

    assert comparison.same_text
    assert not comparison.is_identical


def test_another_model_is_named_and_its_answer_compared(tools: Tools):
    number = 1
    first = FakeGenerator([f"Nederland steunt de richtlijn. [{number}]\n"])
    second = FakeGenerator(["Er komen 99 fietsen. [1]\n"])
    second.fingerprint = "fake222222222222"
    answer = ask(replace(tools, generator=first))

    again = ask(replace(tools, generator=second))

    comparison = compare(answer.receipt, again, tools.searcher.index.letters)
    assert "het taalmodel" in comparison.changed


def test_another_embedder_and_other_settings_are_named(tools: Tools, answer: Answer):
    settings = replace(tools.settings, answer=replace(tools.settings.answer, answer_tokens=7))
    other = replace(tools, settings=settings, embedder=_Renamed(tools))

    changed = compare(answer.receipt, ask(other), tools.searcher.index.letters).changed

    assert changed == ("het zoekmodel", "de instellingen")


class _Renamed(FakeEmbedder):
    """The embedder of the tools under another name."""

    def __init__(self, tools: Tools) -> None:
        super().__init__("ander00000000000")
        self.embed_passages = tools.embedder.embed_passages  # type: ignore[method-assign]
        self.embed_question = tools.embedder.embed_question  # type: ignore[method-assign]


def test_the_order_of_indexing_does_not_change_the_hash_of_the_letters(tools: Tools):
    letters = tools.searcher.index.letters
    turned = dict(reversed(tuple(letters.items())))

    assert hash_letters(turned) == hash_letters(letters)
    assert hash_letters({}) != hash_letters(letters)


def test_filters_and_history_come_back_as_they_were_given(tools: Tools):
    filters = Filters(actor="Nederland", since="2031-03-10")
    turns = (Turn("Wat zei de Commissie over fietsen?", "Iets."),)

    receipt = ask(tools, filters=filters, history=turns).receipt

    assert filters_of(receipt) == filters
    assert receipt.history == (("Wat zei de Commissie over fietsen?", "Iets."),)


def test_no_filters_are_no_filters(answer: Answer):
    assert filters_of(answer.receipt) is None
