"""What holds for the shipped gold questions: verbatim, unique, and no evidence in both halves."""

import json
from collections.abc import Mapping

import pytest

from eval.places import GoldMap, fold_letters, locate
from eval.questions import GoldEvidence, GoldQuestion, gold_file, read_questions
from eval.shown_text import fold_text, holds
from index.letter import Letter

FOLDER = gold_file().parent
QUESTIONS = read_questions(gold_file())
DIALOGUES = read_questions(FOLDER / "jbz-dialogues.jsonl")
ANSWERABLE = [question for question in (*QUESTIONS, *DIALOGUES) if question.answerable]


def test_there_are_enough_of_every_kind() -> None:
    kinds: dict[str, int] = {}
    for question in QUESTIONS:
        kinds[question.type] = kinds.get(question.type, 0) + 1

    assert len(QUESTIONS) >= 240
    assert kinds["single"] >= 70
    assert kinds["actor"] >= 60
    assert kinds["multi"] >= 25
    assert kinds["numeric"] >= 20
    assert kinds["unanswerable"] >= 60
    assert kinds["distractor"] >= 10
    assert {question.split for question in QUESTIONS} == {"dev", "test"}


def test_at_least_a_third_avoid_the_letters_own_words() -> None:
    paraphrases = [question for question in QUESTIONS if question.style == "paraphrase"]

    assert len(paraphrases) * 3 >= len(QUESTIONS)


def test_there_are_enough_dialogues_of_two_to_four_turns() -> None:
    lines = (FOLDER / "jbz-dialogues.jsonl").read_text("utf-8").splitlines()
    turns = [len(json.loads(line)["turns"]) for line in lines if line.strip()]

    assert len(turns) >= 15
    assert set(turns) <= {2, 3, 4}
    assert sum(turns) == len(DIALOGUES)


@pytest.mark.parametrize("questions", [QUESTIONS, DIALOGUES], ids=["questions", "dialogues"])
def test_every_quote_is_verbatim_in_its_letter_and_in_those_it_is_also_in(
    questions: tuple[GoldQuestion, ...], sample_letters: Mapping[str, Letter]
) -> None:
    letters = {letter.file: letter for letter in sample_letters.values()}
    folded = fold_letters(letters.values())
    for question in questions:
        for each in (*question.evidence, *question.others):
            assert each.quote in letters[each.file].text, question.id
            for name in each.also_in:
                elsewhere = GoldEvidence(name, each.quote, each.group)
                assert locate(elsewhere, (letters[name],), folded), (question.id, name)


def test_every_piece_of_evidence_is_found_by_the_scorer(
    sample_letters: Mapping[str, Letter],
) -> None:
    letters = tuple(sample_letters.values())

    assert GoldMap(QUESTIONS, letters).missing == []


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_the_reference_answer_passes_its_own_checks(question: GoldQuestion) -> None:
    assert question.evidence
    for wanted in question.must_include:
        assert holds(question.answer, wanted), wanted
    for banned in question.must_not_include:
        assert not holds(question.answer, banned), banned


def test_an_unanswerable_question_says_why_and_has_no_evidence() -> None:
    for question in QUESTIONS:
        if not question.answerable:
            assert question.note, question.id
            assert not question.evidence, question.id
            assert not question.must_include, question.id


def test_no_evidence_and_no_section_lies_in_both_halves() -> None:
    for kind in ("quotes", "sections"):
        found: dict[str, set[str]] = {"dev": set(), "test": set()}
        for question in QUESTIONS:
            quotes = {fold_text(each.quote) for each in question.evidence}
            found[question.split] |= quotes if kind == "quotes" else set(question.sections)

        assert not found["dev"] & found["test"], kind


def test_no_question_is_asked_twice() -> None:
    texts = [fold_text(question.question) for question in QUESTIONS]

    assert len(set(texts)) == len(texts)
