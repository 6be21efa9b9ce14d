"""Ask the assistant one gold question and note what it did, held against the gold evidence."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

from eval.places import GoldMap, Region
from eval.questions import GoldQuestion
from eval.results import Cited, Found, Result, Shown
from index.hit import Hit
from index.letter import Letter
from models.errors import FixableError
from rag.answer import Answer, Citation
from rag.answering import Tools, answer_question
from rag.checks import Grounds
from rag.evidence import Evidence, Matcher, choose_evidence
from rag.follow_up import Turn
from rag.judgement import add_up, run_checks
from rag.question import Question
from rag.understanding import read_question

Stage = Literal["search", "answer"]
_RANKED = 10  # evidence sentences kept; no measure looks further
_DECIMALS = 4  # of seconds and scores; more only makes two runs differ


@dataclass(frozen=True)
class Prepared:
    """A question as the assistant has it before any status is set."""

    question: Question
    hits: tuple[Hit, ...]
    matcher: Matcher
    evidence: tuple[Evidence, ...]
    seconds: float  # of understanding and search


@dataclass(frozen=True)
class Observer:
    """Asks questions of one assistant, about letters in which the gold evidence has been found."""

    tools: Tools
    gold: GoldMap

    def observe(self, question: GoldQuestion, *, stage: Stage) -> Result:
        """The result of one question; a question the assistant refuses keeps its error."""
        try:
            searched = self.find(question, self.prepare(question))
            return self._answer(question, searched) if stage == "answer" else searched
        except FixableError as error:
            return Result(question.id, error=str(error))

    def prepare(self, question: GoldQuestion) -> Prepared:
        """Everything the assistant knows of a question before it judges it."""
        tools = self.tools
        searcher = tools.searcher
        started = tools.clock()
        history = [Turn(each) for each in question.history]
        understood = read_question(
            question.question, tools.actors, letters=searcher, history=history
        )
        hits = searcher.search(understood.text, understood.cues, limit=tools.settings.answer.hits)
        seconds = tools.clock() - started
        matcher = Matcher(understood, searcher.document_frequency, len(searcher.index.passages))
        evidence = choose_evidence(
            understood, hits, matcher, searcher, tools.embedder, tools.actors
        )
        return Prepared(understood, hits, matcher, evidence, seconds)

    def find(self, question: GoldQuestion, prepared: Prepared) -> Result:
        """The result of a question as far as search."""
        grounds = Grounds(prepared.question, prepared.evidence, prepared.matcher, self.tools.actors)
        asked = grounds.asked
        return Result(
            question.id,
            hits=tuple(self._found_hit(question, hit) for hit in prepared.hits),
            ranked=tuple(self._found_sentence(question, each) for each in asked[:_RANKED]),
            fit=round(max((each.fit for each in asked), default=0.0), _DECIMALS),
            doubt=round(add_up(run_checks(grounds)), _DECIMALS),
            seconds={"search": round(prepared.seconds, _DECIMALS)},
        )

    def _answer(self, question: GoldQuestion, searched: Result) -> Result:
        history = [Turn(each) for each in question.history]
        *_, answer = answer_question(question.question, self.tools, history=history)
        timings = {
            name: round(value, _DECIMALS)
            for name, value in asdict(answer.timings).items()
            if value is not None
        }
        in_gold_letter = self.gold.letters_of(question)
        return replace(
            searched,
            status=answer.status,
            message=answer.message,
            sentences=tuple(
                Shown(each.text, each.citations, each.origin == "worded")
                for each in answer.sentences
            ),
            citations=tuple(
                self._cited(question, each, in_gold_letter) for each in _cited_now(answer)
            ),
            worded=len(answer.wording),
            withheld=tuple(each.text for each in answer.withheld),
            seconds=timings,
        )

    def _found_hit(self, question: GoldQuestion, hit: Hit) -> Found:
        passage = hit.passage
        regions = [Region(passage.letter_id, passage.start, passage.end)]
        regions += [Region(each.letter_id, each.start, each.end) for each in hit.also_in]
        groups = self.gold.groups(question.id, regions)
        # without its text: that would make a run ten times as large
        return Found(hit.letter.file, passage.start, passage.end, "", hit.actors, groups)

    def _found_sentence(self, question: GoldQuestion, evidence: Evidence) -> Found:
        sentence, letter = evidence.sentence, evidence.letter
        regions = [Region(letter.id, sentence.start, sentence.end)]
        repeats = self.tools.searcher.repeats(sentence, letter)
        regions += [Region(each.letter_id, each.start, each.end) for each in repeats]
        groups = self.gold.groups(question.id, regions)
        return Found(
            letter.file, sentence.start, sentence.end, sentence.display, sentence.actors, groups
        )

    def _cited(
        self, question: GoldQuestion, citation: Citation, in_gold_letter: frozenset[str]
    ) -> Cited:
        regions = [Region(citation.letter_id, citation.start, citation.end)]
        regions += [Region(each.letter_id, each.start, each.end) for each in citation.also_in]
        letter = self.tools.searcher.index.letters.get(citation.letter_id)
        return Cited(
            number=citation.number,
            file=citation.file,
            start=citation.start,
            end=citation.end,
            text=citation.display,
            actors=citation.actors,
            gold_actors=self.gold.actors(regions),
            groups=self.gold.groups(question.id, regions),
            exact=_is_exact(citation, letter),
            right_letter=any(region.letter_id in in_gold_letter for region in regions),
        )


def _cited_now(answer: Answer) -> Sequence[Citation]:
    """The citations of the sentences that are the answer, not of an extract they replaced."""
    used = {number for sentence in answer.sentences for number in sentence.citations}
    return [citation for citation in answer.citations if citation.number in used]


def _is_exact(citation: Citation, letter: Letter | None) -> bool:
    """Whether the letter says, at the very place, what the citation says it says."""
    if letter is None or not citation.quote:
        return False
    return citation.quote == letter.text[citation.start : citation.end]
