"""What an answer must say and must not say, and in whose name it may say it."""

from collections.abc import Callable, Iterable, Sequence

from eval.citation_measures import others_shown
from eval.measures import Measure, Score
from eval.questions import GoldQuestion
from eval.results import Result, Shown
from eval.shown_text import find_tokens, holds, rouge_l, shown_text, token_f1

_NARRATOR = "verteller"


def answered(question: GoldQuestion, result: Result) -> Score | None:
    """1 when the letters are said to answer, in full or in part, and a sentence is shown, else 0.

    Eligible: answerable questions.
    """
    return Score(float(result.answered)) if question.answerable else None


def answered_in_full(question: GoldQuestion, result: Result) -> Score | None:
    """1 when the status is "answered", without the reserve of "partly", else 0.

    Eligible: answerable questions.
    """
    if not question.answerable:
        return None
    return Score(float(result.answered and result.status == "answered"))


def must_include(question: GoldQuestion, result: Result) -> Score | None:
    """1 when the first 150 shown words hold everything the answer must, else 0.

    An answer that says the letters do not tell counts as 0. Eligible: answerable questions that
    say what an answer must include.
    """
    share = must_include_share(question, result)
    return share and Score(float(share.value == 1))


def must_include_share(question: GoldQuestion, result: Result) -> Score | None:
    """Share of what an answer must include that the first 150 shown words hold.

    Eligible: answerable questions that say what an answer must include.
    """
    if not question.answerable or not question.must_include:
        return None
    text = shown_text(result) if result.answered else ""
    there = sum(holds(text, wanted) for wanted in question.must_include)
    return Score(there / len(question.must_include))


def must_not_include(question: GoldQuestion, result: Result) -> Score | None:
    """1 when something stands in the answer that must not, else 0. Lower is better.

    Eligible: questions that say what an answer must not include, and that show a sentence.
    """
    if not question.must_not_include or not result.sentences:
        return None
    text = shown_text(result)
    return Score(float(any(holds(text, banned) for banned in question.must_not_include)))


def word_f1(question: GoldQuestion, result: Result) -> Score | None:
    """Token F1 of the shown text against the reference answer; 0 when not answered. Secondary.

    Eligible: answerable questions with a reference.
    """
    return _against_reference(question, result, token_f1)


def longest_common(question: GoldQuestion, result: Result) -> Score | None:
    """ROUGE-L of the shown text against the reference answer; 0 when not answered. Secondary.

    Eligible: answerable questions with a reference.
    """
    return _against_reference(question, result, rouge_l)


def withheld(question: GoldQuestion, result: Result) -> Score | None:
    """Sentences of the model that verification held back, out of all it wrote. Lower is better.

    Summed over the run, so a question counts by its sentences. Eligible: questions for which the
    model wrote a sentence.
    """
    held = len(result.withheld)
    return Score(held, held + result.worded) if held + result.worded else None


def actor_accuracy(question: GoldQuestion, result: Result) -> Score | None:
    """1 when the answer speaks for an expected actor and does not begin with another's words.

    The first shown sentence that anybody is known to say must be an expected actor's, or gold
    evidence. Who says a sentence is taken from the gold where any question covers it, else from
    what the reader is told; narration counts for nobody. Not answering is 0. Eligible: answerable
    questions with expected actors.
    """
    if not question.answerable or not question.actors:
        return None
    return Score(float(result.answered and begins_right(question, result) is True))


def begins_right(question: GoldQuestion, result: Result) -> bool | None:
    """Whether the first sentence with a known speaker is an expected one's; None = no such one."""
    judged = (_judge(question, result, sentence) for sentence in result.sentences)
    return next((right for right in judged if right is not None), None)


def wrong_actor(question: GoldQuestion, result: Result) -> Score | None:
    """Share of the shown sentences that are somebody else's words. Lower is better.

    Eligible: answered questions of type ``actor``, where the question says whose words are wanted.
    """
    if question.type != "actor" or not question.actors or not result.answered:
        return None
    wrong = [_judge(question, result, sentence) is False for sentence in result.sentences]
    return Score(sum(wrong) / len(wrong))


def actor_label(question: GoldQuestion, result: Result) -> Score | None:
    """Share of the citations whose speaker, as the reader is told, is the one the gold names.

    Eligible: questions with a citation of a sentence that the gold of any question covers.
    """
    covered = [each for each in result.citations if each.gold_actors]
    right = [_shares_actor(each.actors, each.gold_actors) for each in covered]
    return Score(sum(right) / len(right)) if right else None


def _judge(question: GoldQuestion, result: Result, sentence: Shown) -> bool | None:
    """Whether a sentence is an expected actor's; None when nobody is known to say it."""
    cited = result.cited_by(sentence)
    if any(group in question.groups for each in cited for group in each.groups):
        return True
    actors = {actor for each in cited for actor in (each.gold_actors or each.actors)}
    if _shares_actor(actors, question.actors):
        return True
    return False if actors - {_NARRATOR} else None


def _shares_actor(given: Iterable[str], expected: Iterable[str]) -> bool:
    """Groups of member states count as one: letters and gold word their size differently."""
    return bool({_family(each) for each in given} & {_family(each) for each in expected})


def _family(actor: str) -> str:
    return "lidstaten" if actor.startswith("lidstaten:") else actor


def _against_reference(
    question: GoldQuestion, result: Result, compare: Callable[[Sequence[str], Sequence[str]], float]
) -> Score | None:
    if not question.answerable or not question.answer:
        return None
    text = shown_text(result) if result.answered else ""
    return Score(compare(find_tokens(text), find_tokens(question.answer)))


ANSWER_MEASURES = (
    Measure("answered", "beantwoordbare vraag krijgt antwoord (dekking)", "answers", answered),
    Measure("answered-in-full", "… zonder voorbehoud", "answers", answered_in_full),
    Measure("must-include", "alles wat erin moet, staat erin", "answers", must_include),
    Measure("must-include-share", "deel van wat erin moet", "answers", must_include_share),
    Measure("must-not-include", "er staat iets in wat niet mag", "answers", must_not_include,
            higher_is_better=False, beside="shows-sentences"),
    Measure("token-F1", "woorden gedeeld met het voorbeeldantwoord (F1)", "answers", word_f1),
    Measure("ROUGE-L", "woordvolgorde gedeeld met het voorbeeldantwoord", "answers",
            longest_common),
    Measure("withheld", "zinnen van het model die niet zijn getoond", "answers", withheld,
            higher_is_better=False),
    Measure("actor-accuracy", "JUISTE SPREKER", "actors", actor_accuracy),
    Measure("wrong-actor", "ZINNEN VAN EEN VERKEERDE SPREKER", "actors", wrong_actor,
            higher_is_better=False, beside="answered"),
    Measure("actor-label", "spreker bij het citaat klopt", "actors", actor_label,
            beside="shows-sentences"),
    Measure("others-shown", "wijst op wie wel sprak", "actors", others_shown),
)  # fmt: skip
