"""Give an answer the form its question asks for; every part of it is a sentence of a letter."""

from collections.abc import Sequence

from index.actors import ActorReader
from index.search import Searcher
from rag.evidence import Evidence, has_fact, said_by
from rag.forms import Block, Composed, by_actor_and_letter, near_best
from rag.forms_comparison import beside_their_meeting, compose_comparison, mark_meetings
from rag.forms_letters import compose_letters
from rag.forms_yes_no import summarise
from rag.judgement import Judgement
from rag.question import Question, QuestionKind
from rag.settings import AnswerSettings
from rag.timeline import choose_moments, mark_changes, order_by_time, say_latest

# these are answered by one sentence, which goes first whatever its date
_ONE_SENTENCE: frozenset[QuestionKind] = frozenset({"figure", "date", "person"})
_BEST_FIRST = _ONE_SENTENCE | {"definition", "yes_no"}
# of the best score: what lies below answers less often than not. Where one sentence holds
# the answer a higher bar cost none of the development questions theirs
_WEAKEST, _WEAKEST_OF_ONE = 0.75, 0.85
_OVER_TIME: frozenset[QuestionKind] = frozenset({"timeline", "position", "comparison", ""})


def compose(
    question: Question,
    judgement: Judgement,
    evidence: Sequence[Evidence],
    searcher: Searcher,
    actors: ActorReader,
    settings: AnswerSettings,
) -> Composed:
    """Choose, order and label the sentences to show; ``evidence`` comes best first.

    Nothing is added to what a judgement of "niet in de brieven" chose.
    """
    chosen = judgement.chosen[: settings.shown]
    if judgement.status == "not_in_letters" or not chosen:
        return Composed(by_actor_and_letter(chosen, asked=question.actors))
    chosen = narrow(question, chosen)
    asked = said_by(evidence, question.actors, actors)
    composed = _compose_kind(question, chosen, asked, searcher, actors, settings)
    if not composed.rows:  # what was chosen is nobody's who was asked
        return Composed(by_actor_and_letter(chosen))
    if question.kind not in _OVER_TIME:
        return composed
    return Composed(mark_meetings(composed.blocks, searcher.index.letters), composed.summary)


def narrow(question: Question, rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Those that come near the best; where the question asks who it was, of one speaker only.

    "Wie noemde dit een topprioriteit?" is answered with whoever did, and not with all who spoke.
    """
    least = _WEAKEST_OF_ONE if question.kind in _ONE_SENTENCE else _WEAKEST
    near = near_best(rows, least)
    if question.kind != "person" or question.actors:
        return near
    voice = set(near[0].sentence.actors)
    return tuple(row for row in near if row is near[0] or voice & set(row.sentence.actors))


def _compose_kind(
    question: Question,
    chosen: Sequence[Evidence],
    asked: Sequence[Evidence],
    searcher: Searcher,
    actors: ActorReader,
    settings: AnswerSettings,
) -> Composed:
    kind = question.kind
    letters = searcher.index.letters
    if kind == "timeline":
        rows = choose_moments(question, asked)[: settings.shown]
        blocks = order_by_time(beside_their_meeting(rows, asked, letters))
        return Composed(mark_changes(blocks, searcher), say_latest(question.actors, blocks))
    if kind == "comparison" and len(question.actors) > 1:
        return compose_comparison(question, asked, actors)
    if kind == "letter":
        return compose_letters(asked, limit=settings.shown)
    if kind in _BEST_FIRST:
        summary = summarise(question, chosen[0]) if kind == "yes_no" else ""
        return Composed(_best_first(chosen), summary)
    if kind == "reason":
        chosen = sorted(chosen, key=lambda each: not has_fact("reason", each.sentence.display))
        return Composed(_best_first(chosen))
    if kind == "position":
        rows = beside_their_meeting(chosen, asked, letters)
        blocks = by_actor_and_letter(rows, asked=question.actors)
        return Composed(mark_changes(blocks, searcher), say_latest(question.actors, blocks))
    return Composed(by_actor_and_letter(chosen, asked=question.actors))


def _best_first(rows: Sequence[Evidence]) -> tuple[Block, ...]:
    """Blocks in the order of their best sentence, not of their date."""
    order = {id(row): at for at, row in enumerate(rows)}
    blocks = by_actor_and_letter(rows)
    return tuple(sorted(blocks, key=lambda block: min(order[id(row)] for row in block.rows)))
