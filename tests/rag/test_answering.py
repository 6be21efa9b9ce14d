"""An answer grows from the letters' own sentences; the model adds only what its sources carry."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes import FakeGenerator, FakeStream
from index.search import Filters
from models.errors import GeneratorStoppedError, PromptTooLongError, SettingsError
from models.interfaces import Prompt
from rag.answer import Answer
from rag.answering import Tools, answer_question
from rag.errors import QuestionError
from rag.settings import AnswerSettings, Settings
from rag.worded import MODEL_BEHIND, MODEL_STOPPED, NOTHING_ADDED, QUESTION_TOO_LONG

QUESTION = "Wat zei NL over vliegende fietsen?"
TRUE = "Nederland steunt de richtlijn en vraagt aandacht voor bellen op vliegende fietsen."
SHORT = "Nederland steunt de richtlijn."


class StoppingGenerator(FakeGenerator):
    """Writes what the script says, and then its process is gone."""

    def generate(self, prompt: Prompt, *, max_tokens: int) -> FakeStream:
        stream = super().generate(prompt, max_tokens=max_tokens)
        return _StoppingStream(list(stream))


class _StoppingStream(FakeStream):
    def __next__(self) -> str:
        try:
            return super().__next__()
        except StopIteration:
            raise GeneratorStoppedError("Het taalmodel is gestopt.", "Probeer opnieuw.") from None


class DeadGenerator(FakeGenerator):
    """Its process has ended before anything was asked of it."""

    def count_tokens(self, text: str) -> int:
        raise GeneratorStoppedError("Het taalmodel is gestopt.", "Probeer opnieuw.")


class FullGenerator(FakeGenerator):
    """Finds every prompt too long for its context."""

    def generate(self, prompt: Prompt, *, max_tokens: int) -> FakeStream:
        raise PromptTooLongError("De vraag past niet.", "Stel een kortere vraag.")


class UnusableGenerator(FakeGenerator):
    """Cannot be loaded: its file has no turn marks that the settings know."""

    def count_tokens(self, text: str) -> int:
        raise SettingsError("Het taalmodel kent het teken <x> niet.", "Kies een andere opmaak.")


def ask(tools: Tools, generator: FakeGenerator | None, question: str = QUESTION) -> list[Answer]:
    return list(answer_question(question, replace(tools, generator=generator)))


def number_of(answer: Answer, start: str) -> int:
    return next(each.number for each in answer.citations if each.display.startswith(start))


@pytest.fixture
def extract(tools: Tools) -> Answer:
    """The answer without a model."""
    return ask(tools, None)[-1]


def test_without_a_model_the_letters_own_sentences_are_the_answer(tools: Tools):
    (answer,) = ask(tools, None)

    assert answer.is_final
    assert answer.status == "answered"
    assert answer.sentences == answer.extract
    assert {each.origin for each in answer.sentences} == {"verbatim"}
    assert answer.receipt.generator == ""
    assert answer.timings.total is not None
    assert answer.timings.first_model_text is None


def test_every_sentence_of_the_extract_is_the_display_of_its_citation(extract: Answer):
    by_number = {each.number: each for each in extract.citations}

    assert [by_number[each.citations[0]].display for each in extract.extract] == [
        each.text for each in extract.extract
    ]


def test_a_quote_is_the_letters_own_text(extract: Answer, tools: Tools):
    letters = tools.searcher.index.letters

    assert extract.citations
    for each in extract.citations:
        assert each.quote == letters[each.letter_id].text[each.start : each.end]


def test_only_the_asked_actor_is_cited(extract: Answer):
    assert all("Nederland" in each.actors for each in extract.citations)


def test_the_extract_comes_first_then_the_growing_wording_then_the_whole(
    tools: Tools, extract: Answer
):
    source = number_of(extract, "Nederland steunt")
    generator = FakeGenerator([f"{TRUE} [{source}]\n", f"{SHORT} [{source}]\n"])

    answers = ask(tools, generator)

    assert [len(each.wording) for each in answers] == [0, 1, 2, 2]
    assert [each.is_final for each in answers] == [False, False, False, True]
    assert {each.extract for each in answers} == {extract.extract}
    kept = [each.text for each in extract.extract if each.text != TRUE]
    assert [each.text for each in answers[-1].sentences] == [*kept, TRUE, SHORT]
    assert answers[-1].receipt.generator == generator.fingerprint


def test_every_number_resolves_at_every_step(tools: Tools, extract: Answer):
    source = number_of(extract, "Nederland steunt")
    generator = FakeGenerator([f"{TRUE} [{source}]\n", "Het kabinet verwacht iets. [9][1]\n"])

    for answer in ask(tools, generator):
        known = {each.number for each in answer.citations}
        shown = (*answer.extract, *answer.wording)
        assert all(set(each.citations) <= known for each in shown)


def test_an_invented_number_is_withheld(tools: Tools, extract: Answer):
    source = number_of(extract, "Nederland steunt")
    invented = "Nederland steunt 30 richtlijnen voor vliegende fietsen."

    answer = ask(tools, FakeGenerator([f"{invented} [{source}]\n{SHORT} [{source}]"]))[-1]

    assert [each.text for each in answer.wording] == [SHORT]
    assert [(each.text, each.citations) for each in answer.withheld] == [(invented, (source,))]
    assert "30" in answer.withheld[0].reason


def test_a_sentence_without_a_source_is_withheld(tools: Tools):
    answer = ask(tools, FakeGenerator([f"{TRUE} [8]"]))[-1]

    assert answer.wording == ()
    assert answer.withheld[0].text == TRUE


def test_a_sentence_that_repeats_is_shown_once(tools: Tools, extract: Answer):
    source = number_of(extract, "Nederland steunt")

    written = [f"{SHORT} [{source}]\n"] * 3 + ["Onzin 5. [1]\n"] * 3

    answer = ask(tools, FakeGenerator(written))[-1]

    assert len(answer.wording) == 1
    assert len(answer.withheld) == 1


def test_when_nothing_of_the_model_remains_the_extract_does_and_says_so(tools: Tools):
    answer = ask(tools, FakeGenerator(["Er komen 99 fietsen. [1]"]))[-1]

    assert answer.sentences == answer.extract
    assert answer.notice == MODEL_BEHIND


def test_a_wording_that_only_copies_is_dropped_and_that_is_said(tools: Tools, extract: Answer):
    source = number_of(extract, "Nederland steunt")

    answers = ask(tools, FakeGenerator([f"{TRUE} [{source}]\n"]))

    assert [each.wording for each in answers[-1:]] == [()]
    assert answers[-1].sentences == extract.extract
    assert answers[-1].notice == NOTHING_ADDED
    assert answers[-1].receipt.generator == FakeGenerator.fingerprint


def test_over_time_the_model_may_not_join_what_stands_apart(tools: Tools):
    question = "Hoe veranderde de inzet van NL over vliegende fietsen?"
    extract = ask(tools, None, question)[-1]
    assert len(extract.groups) == 2
    joined = f"{extract.extract[0].text} {extract.extract[1].text} [1][2]\n"

    answer = ask(tools, FakeGenerator([joined]), question)[-1]

    assert answer.wording == ()
    assert len(answer.withheld) == 1


def test_the_model_words_what_is_shown_and_nothing_else(tools: Tools, extract: Answer):
    generator = FakeGenerator(["Onzin. [1]"])

    ask(tools, generator)

    (prompt,) = generator.prompts
    asked = prompt.messages[-1].content
    assert all(each.text in asked for each in extract.extract)
    assert f"[{len(extract.extract) + 1}]" not in asked


def test_every_final_answer_carries_its_receipt(tools: Tools, extract: Answer):
    with_model = ask(tools, FakeGenerator(["Onzin. [1]"]))[-1]

    for answer in (extract, with_model):
        assert answer.receipt.question == QUESTION
        assert len(answer.receipt.evidence) == len(answer.citations)
        assert answer.receipt.text_sha256


def test_groups_hold_every_sentence_once_in_order(extract: Answer):
    positions = [position for group in extract.groups for position in group.sentences]

    assert positions == list(range(len(extract.extract)))


def test_a_model_that_stops_leaves_the_extract_and_says_so(tools: Tools, extract: Answer):
    source = number_of(extract, "Nederland steunt")

    answers = ask(tools, StoppingGenerator([f"{TRUE} [{source}]\n", "Het"]))

    assert answers[-1].notice == MODEL_STOPPED
    assert answers[-1].sentences == extract.extract
    assert answers[-1].is_final


def test_a_model_that_has_stopped_before_leaves_the_extract_too(tools: Tools, extract: Answer):
    answers = ask(tools, DeadGenerator())

    assert [each.is_final for each in answers] == [False, True]
    assert answers[-1].notice == MODEL_STOPPED
    assert answers[-1].sentences == extract.extract


def test_a_model_that_cannot_be_loaded_leaves_the_extract_and_says_what_helps(
    tools: Tools, extract: Answer
):
    answers = ask(tools, UnusableGenerator())

    assert answers[-1].sentences == extract.sentences
    assert answers[-1].is_final
    assert "kent het teken <x> niet. Kies een andere opmaak." in answers[-1].notice
    assert "\n" not in answers[-1].notice
    assert answers[-1].receipt.generator == ""


def test_a_prompt_too_long_for_the_model_leaves_the_extract(tools: Tools, extract: Answer):
    answer = ask(tools, FullGenerator())[-1]

    assert answer.notice == QUESTION_TOO_LONG
    assert answer.sentences == extract.extract


def test_no_room_for_any_evidence_never_calls_the_model(tools: Tools):
    settings = Settings(answer=replace(tools.settings.answer, new_tokens=1))
    generator = FakeGenerator()

    answer = ask(replace(tools, settings=settings), generator)[-1]

    assert generator.prompts == []
    assert answer.notice == QUESTION_TOO_LONG
    assert answer.receipt.generator == ""


def test_closing_the_answer_closes_the_models_stream(tools: Tools, extract: Answer):
    source = number_of(extract, "Nederland steunt")
    generator = FakeGenerator([f"{TRUE} [{source}]\n", "Nederland", " meer."])
    answers = answer_question(QUESTION, replace(tools, generator=generator))
    next(answers)
    next(answers)

    answers.close()

    assert [stream.closed for stream in generator.streams] == [True]


def test_what_is_not_in_the_letters_never_reaches_the_model(tools: Tools):
    settings = Settings(answer=AnswerSettings(refuse_doubt=0))
    generator = FakeGenerator()

    (answer,) = ask(replace(tools, settings=settings), generator)

    assert answer.status == "not_in_letters"
    assert answer.message.startswith("Dit staat niet in de brieven.")
    assert answer.is_final
    assert generator.prompts == []


def test_an_actor_asked_for_by_filter_goes_before_the_one_of_the_question(tools: Tools):
    (answer,) = answer_question(QUESTION, tools, filters=Filters(actor="Commissie"))

    assert answer.citations
    assert all("Commissie" in each.actors for each in answer.citations)


def test_a_date_that_excludes_a_letter_keeps_it_out(tools: Tools):
    (answer,) = answer_question(QUESTION, tools, filters=Filters(since="2031-03-10"))

    assert {each.file for each in answer.citations} <= {"verslag.txt"}


def test_what_was_searched_is_told(extract: Answer):
    searched = extract.searched

    assert (searched.letters, searched.first_date, searched.last_date) == (
        3,
        "2031-03-03",
        "2031-03-20",
    )
    assert searched.actors == ("Nederland",)
    assert "fietsen" in searched.terms


def test_seconds_count_from_the_question(tools: Tools, extract: Answer):
    source = number_of(extract, "Nederland steunt")

    timings = ask(tools, FakeGenerator([f"{TRUE} [{source}]\n", "x"]))[-1].timings

    def moments() -> Iterator[float]:
        for moment in (
            timings.search,
            timings.first_text,
            timings.first_model_token,
            timings.first_model_text,
            timings.total,
        ):
            assert moment is not None
            yield moment

    assert list(moments()) == sorted(moments())


@pytest.mark.parametrize("question", ["", "a" * 10_000], ids=["empty", "too-long"])
def test_a_question_that_cannot_be_asked_is_refused_before_any_work(tools: Tools, question: str):
    generator = FakeGenerator()

    with pytest.raises(QuestionError):
        ask(tools, generator, question)

    assert generator.prompts == []
