"""What can be seen on a sentence that tells whether it answers, and how much each sign counts.

The weights are fitted on the development questions by ``python -m eval.evidence_weights``, which
also tells what each sign adds on questions that had no part in the fit.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace

from index.actors import NARRATOR, ActorReader
from index.hit import Hit
from index.letter import Letter, Sentence
from index.passage_texts import headings_over
from index.terms import cut_ngrams
from rag.facts import has_fact
from rag.matching import Matcher
from rag.question import Question

UNLIKE = 0.8  # the cosine e5 gives to texts that have nothing to do with each other
_NEARNESS = 10  # times: cosines lie between 0.8 and 0.9, the other signs between 0 and 1

# somebody takes a position: these verbs and nouns carry it
_POSITION = re.compile(
    r"\b(?:steun\w*|pleit\w*|bepleit\w*|acht(?:te|ten)?|vind(?:t|en)?|vond(?:en)?"
    r"|wil(?:de|den|len)?|wens\w*|benadruk\w*|onderstree[pk]\w*|hecht\w*|verwelkom\w*|roept|riep\w*"
    r"|uitte\w*|vroeg\w*|vraagt|aandacht|belang\w*|inzet\w*|inspan\w*|steld?\w*|standpunt"
    r"|voorstander|kritisch|positief|zorgen|terughoudend\w*|gaf|geeft|wees|wijst)\b",
    re.IGNORECASE,
)
# how a meeting or a letter runs, not what was said there
_PROCEDURE = re.compile(
    r"wordt verzocht|bieden wij|geïnformeerd|op de agenda|onder dit agendapunt|aanbieden"
    r"|aan uw Kamer",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Signs:
    """The signs of one sentence for one question; most lie between 0 and 1, none is a bound."""

    coverage: float = 0.0  # share of the question's weight that stands in the sentence
    heading: float = 0.0  # share that only the headings over it add
    pieces: float = 0.0  # share of the question's five-letter pieces that stand in it
    passage: float = 0.0  # the score of its passage, as a share of the best passage's
    nearness: float = 0.0  # of its meaning, read with its headings and the sentence before it
    asked: float = 0.0  # 1: said or done by one of those asked about
    about_asked: float = 0.0  # 1: said by somebody else, and it names one of those asked about
    told: float = 0.0  # 1: told by the letter, without a word on those asked about
    position: float = 0.0  # 1: takes a position, where somebody is asked about
    fact: float = 0.0  # 1: holds the kind of fact that is asked for
    period: float = 0.0  # 1: in a letter of the period asked about
    opening: float = 0.0  # 1: the first sentence under its heading
    procedure: float = 0.0  # 1: about how the meeting or the letter runs
    plan: float = 0.0  # 1: tells what somebody intends
    footnote: float = 0.0  # 1: stands in a footnote


NO_SIGNS = Signs()


@dataclass(frozen=True)
class Weight:
    """What one sign is worth, and why it would be."""

    value: float
    reason: str


WEIGHTS: dict[str, Weight] = {
    "coverage": Weight(0.69, "what the question names, the sentence must speak about"),
    "heading": Weight(0.51, "under a heading nobody repeats the subject"),
    "pieces": Weight(0.1, "compounds, and words typed wrongly"),
    "passage": Weight(0.61, "passages are ranked by more than a sentence shows"),
    "nearness": Weight(0.61, "other words for the same"),
    "asked": Weight(0.31, "who is asked about must be who says it"),
    "about_asked": Weight(0.27, "another tells about the one asked"),
    "told": Weight(0.16, "the letter tells facts that belong to nobody"),
    "position": Weight(0.14, "what did they say: a position, not a circumstance"),
    "fact": Weight(0.22, "a figure is asked, a figure must be in it"),
    "period": Weight(0.29, "of the month asked about"),
    "opening": Weight(-0.16, "the first sentence introduces the item"),
    "procedure": Weight(-0.1, "how the meeting runs"),
    "plan": Weight(-0.12, "questions mostly ask what was said, not what will be"),
    "footnote": Weight(-0.3, "a reference, seldom an answer"),
}
BASE = -0.2  # brings scores to where fits lie, so that shares of the best score keep their sense


def score(signs: Signs) -> float:
    """What the signs are worth together, on the scale of ``Evidence.fit``."""
    return BASE + sum(weight.value * getattr(signs, name) for name, weight in WEIGHTS.items())


def with_nearness(signs: Signs, cosine: float) -> Signs:
    """The signs with the likeness to the question, which is computed for many at once."""
    return replace(signs, nearness=_NEARNESS * (cosine - UNLIKE))


def sign_names() -> tuple[str, ...]:
    """The names of all signs, in their order."""
    return tuple(each.name for each in fields(Signs))


@dataclass(frozen=True)
class SignReader:
    """Reads the signs of sentences for one question."""

    question: Question
    matcher: Matcher
    actors: ActorReader
    best_score: float  # of any passage found

    def read(self, sentence: Sentence, letter: Letter, hit: Hit, *, opening: bool) -> Signs:
        """The signs of a sentence, but for its nearness."""
        asked, matcher = self.question.actors, self.matcher
        text = sentence.display
        heading = " ".join(headings_over(letter, sentence.section))
        coverage = matcher.share(text)
        by_asked = is_said_by(sentence.actors, asked)
        named = bool(asked) and not by_asked and names_any(text, asked, self.actors)
        told = bool(asked) and not named and sentence.actors == (NARRATOR,)
        return Signs(
            coverage=coverage,
            heading=matcher.share(f"{heading}\n{text}") - coverage,
            pieces=self._share_of_pieces(text),
            passage=hit.score / self.best_score if self.best_score else 0.0,
            asked=float(by_asked),
            about_asked=float(named),
            told=float(told),
            position=float(bool(asked) and bool(_POSITION.search(text))),
            fact=float(has_fact(self.question.fact, text)),
            period=float(self.question.period.holds(letter)),
            opening=float(opening),
            procedure=float(bool(_PROCEDURE.search(text))),
            plan=float(sentence.stage == "plan"),
            footnote=float(bool(sentence.footnote)),
        )

    def _share_of_pieces(self, text: str) -> float:
        wanted = set(cut_ngrams(" ".join(self.question.terms)))
        return len(wanted.intersection(cut_ngrams(text))) / len(wanted) if wanted else 0.0


def is_said_by(speakers: Collection[str], asked: Collection[str]) -> bool:
    """Whether one of those asked speaks; "lidstaten:alle" stands for every member state.

    >>> is_said_by(["lidstaat:België"], ["lidstaten:alle"]), is_said_by(["Commissie"], ["Raad"])
    (True, False)
    """
    return bool(set(speakers) & set(asked)) or (
        "lidstaten:alle" in asked
        and any(speaker.startswith(("lidstaten:", "lidstaat:")) for speaker in speakers)
    )


def names_any(text: str, asked: Collection[str], actors: ActorReader) -> bool:
    """Whether the text names one of the actors."""
    return any(mention.actor in asked for mention in actors.find_mentions(text))
