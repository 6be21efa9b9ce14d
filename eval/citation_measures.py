"""Whether citations carry what is said (support), and are the gold evidence (relevance).

Citation precision and recall are those of ALCE (Gao and others, EMNLP 2023), per sentence. Where
ALCE lets a language model judge whether a text carries a sentence, a rule does so here that anybody
can check: every figure and at least three quarters of the content words stand in the text. It finds
inventions and wrong numbers, not a twisted meaning.
"""

from collections.abc import Iterable, Sequence

from eval.measures import Measure, Score
from eval.places import OTHERS
from eval.questions import GoldQuestion
from eval.results import Cited, Result, Shown
from eval.shown_text import content_tokens

_CARRIED = 0.75  # of the content words: the rest is inflection and words that join


def carries(cited: Iterable[Cited], sentence: str) -> bool:
    """Whether the cited texts together carry the sentence, by the rule above."""
    there = {token for each in cited for token in content_tokens(each.text)}
    said = content_tokens(sentence)
    if not there or not said or any(token[0].isdigit() and token not in there for token in said):
        return False
    return sum(token in there for token in said) >= _CARRIED * len(said)


def _precise(result: Result, sentence: Shown) -> list[bool]:
    """Per citation whether it is needed: it carries the sentence, or the others do not."""
    cited = result.cited_by(sentence)
    if not carries(cited, sentence.text):
        return [False] * len(cited)
    return [
        carries([each], sentence.text)
        or not carries([other for other in cited if other is not each], sentence.text)
        for each in cited
    ]


def shows_sentences(question: GoldQuestion, result: Result) -> Score | None:
    """1 when any sentence is shown, else 0: the coverage of every precision below.

    Eligible: every question.
    """
    return Score(float(bool(result.sentences)))


def support_recall(question: GoldQuestion, result: Result) -> Score | None:
    """Share of the shown sentences that their citations carry (ALCE citation recall).

    Eligible: questions for which a sentence is shown.
    """
    return _mean(carries(result.cited_by(each), each.text) for each in result.sentences)


def support_precision(question: GoldQuestion, result: Result) -> Score | None:
    """Share of the citations that their sentence needs (ALCE citation precision).

    A sentence without citations counts as one that is not needed. Eligible: questions for which a
    sentence is shown.
    """
    needed: list[bool] = []
    for sentence in result.sentences:
        needed.extend(_precise(result, sentence) or [False])
    return _mean(needed)


def support_f1(question: GoldQuestion, result: Result) -> Score | None:
    """Harmonic mean of support precision and recall; 0 when nothing is shown.

    Eligible: answerable questions, so that silence is not rewarded.
    """
    if not question.answerable:
        return None
    return _harmonic(support_precision(question, result), support_recall(question, result))


def relevance_precision(question: GoldQuestion, result: Result) -> Score | None:
    """Share of the shown sentences that cite gold evidence.

    Eligible: answerable questions for which a sentence is shown.
    """
    if not question.answerable or not question.evidence:
        return None
    return _mean(
        any(_groups(question, [each]) for each in result.cited_by(sentence))
        for sentence in result.sentences
    )


def relevance_recall(question: GoldQuestion, result: Result) -> Score | None:
    """Share of the question's evidence groups that are cited by a shown sentence.

    Eligible: answerable questions with evidence.
    """
    if not question.answerable or not question.evidence:
        return None
    cited = [each for sentence in result.sentences for each in result.cited_by(sentence)]
    return Score(len(_groups(question, cited)) / len(question.groups))


def relevance_f1(question: GoldQuestion, result: Result) -> Score | None:
    """Harmonic mean of relevance precision and recall; 0 when nothing is shown.

    Eligible: answerable questions with evidence.
    """
    recall = relevance_recall(question, result)
    return recall and _harmonic(relevance_precision(question, result), recall)


def quote_exactness(question: GoldQuestion, result: Result) -> Score | None:
    """Share of the citations whose quote is the letter's own text at the very place named.

    Eligible: questions with a citation.
    """
    return _mean(each.exact for each in result.citations)


def wrong_letter(question: GoldQuestion, result: Result) -> Score | None:
    """Share of the citations from a letter that holds none of the gold evidence. Lower is better.

    A sentence that stands in several letters may be cited from any. Eligible: answerable questions
    with evidence and a citation.
    """
    if not question.answerable or not question.evidence:
        return None
    return _mean(not each.right_letter for each in result.citations)


def dangling_numbers(question: GoldQuestion, result: Result) -> Score | None:
    """Share of the shown sentences without a citation that leads somewhere. Lower is better.

    Eligible: questions for which a sentence is shown.
    """
    return _mean(not result.cited_by(each) for each in result.sentences)


def others_shown(question: GoldQuestion, result: Result) -> Score | None:
    """1 when the answer says no, and shows what others did say about it, else 0.

    Eligible: unanswerable questions about a speaker, where the gold names others who did speak.
    """
    if question.answerable or not question.others:
        return None
    shown = any(OTHERS in each.groups for each in result.citations)
    return Score(float(result.status == "not_in_letters" and shown))


def _groups(question: GoldQuestion, cited: Sequence[Cited]) -> set[str]:
    return {group for each in cited for group in each.groups if group in question.groups}


def _mean(flags: Iterable[bool]) -> Score | None:
    counted = list(flags)
    return Score(sum(counted) / len(counted)) if counted else None


def _harmonic(precision: Score | None, recall: Score | None) -> Score:
    one, other = (each.value if each else 0.0 for each in (precision, recall))
    return Score(2 * one * other / (one + other) if one + other else 0.0)


_SHOWS = "shows-sentences"
CITATION_MEASURES = (
    Measure(_SHOWS, "er wordt iets getoond (dekking)", "citations", shows_sentences),
    Measure("support-precision", "verwijzing is nodig voor de zin", "citations",
            support_precision, beside=_SHOWS),
    Measure("support-recall", "zin wordt gedragen door zijn verwijzingen", "citations",
            support_recall, beside=_SHOWS),
    Measure("support-F1", "steun (F1)", "citations", support_f1),
    Measure("relevance-precision", "getoonde zin verwijst naar het bewijs", "citations",
            relevance_precision, beside="answered"),
    Measure("relevance-recall", "bewijs waarnaar verwezen wordt", "citations", relevance_recall),
    Measure("relevance-F1", "relevantie (F1)", "citations", relevance_f1),
    Measure("quote-exactness", "citaat is letterlijk", "citations", quote_exactness,
            beside=_SHOWS),
    Measure("wrong-letter", "citaat uit een verkeerde brief", "citations", wrong_letter,
            higher_is_better=False, beside="answered"),
    Measure("without-citation", "zin zonder verwijzing", "citations", dangling_numbers,
            higher_is_better=False, beside=_SHOWS),
)  # fmt: skip
