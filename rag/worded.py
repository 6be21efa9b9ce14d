"""Let the model word the extract, sentence by sentence; each is verified before anyone sees it.

Whatever becomes of the model, the letters' own sentences stay.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Generator as PythonGenerator
from contextlib import closing
from dataclasses import replace

from index.actors import ActorReader
from models.errors import FixableError, GeneratorStoppedError, PromptTooLongError
from models.interfaces import Generator
from rag.answer import Answer, AnswerSentence
from rag.drafts import Draft, read_drafts
from rag.emphasis import find_emphasis
from rag.prompt import fit_evidence, write_prompt
from rag.receipts import sign
from rag.tools import Tools
from rag.verification import Source, verify
from rag.withholding import withhold

MODEL_STOPPED = (
    "Het taalmodel is gestopt en wordt herstart; dit zijn de zinnen uit de brieven zelf."
)
QUESTION_TOO_LONG = (
    "De vraag en de zinnen zijn te lang voor het taalmodel; dit zijn de zinnen uit de brieven zelf."
)
MODEL_BEHIND = (
    "Geen enkele zin van het taalmodel bleef staan; dit zijn de zinnen uit de brieven zelf."
)
NOTHING_ADDED = (
    "De verwoording van het taalmodel voegde niets toe; dit zijn de zinnen uit de brieven zelf."
)
MIXED = "de zin voegt samen wat van verschillende sprekers of uit verschillende brieven komt"
# side by side or one after the other: there the model may join what one said at one moment only
_APART = ("timeline", "comparison")
_SHORTER = 0.9  # of the length of what it cites: a wording that is longer only copies


def model_unusable(error: FixableError) -> str:
    """The line for a model that cannot be loaded as the settings name it."""
    return f"Dit zijn de zinnen uit de brieven zelf, zonder taalmodel. {error}"


def word_extract(
    extract: Answer,
    question: str,
    tools: Tools,
    generator: Generator,
    started: float,
) -> PythonGenerator[Answer]:
    """Let the model word the extract; whatever becomes of the model, the extract stays."""
    answer, notice = extract, QUESTION_TOO_LONG
    try:
        limit = tools.settings.answer.new_tokens
        texts = [sentence.text for sentence in extract.extract]
        number = fit_evidence(question, texts, generator.count_tokens, limit=limit)
        if number:
            with closing(_follow(extract, question, number, tools, generator, started)) as growing:
                for answer in growing:
                    yield answer
            notice = "" if answer.wording else MODEL_BEHIND
            if answer.wording and not adds_to_extract(answer):
                answer, notice = replace(answer, wording=()), NOTHING_ADDED
    except PromptTooLongError:
        notice = QUESTION_TOO_LONG
    except GeneratorStoppedError:
        notice = MODEL_STOPPED
        answer = replace(answer, wording=())
    except FixableError as error:
        # no model, a damaged one, or turn marks that it does not know: the letters still answer
        notice = model_unusable(error)
        answer = replace(answer, wording=())
    total = replace(answer.timings, total=tools.clock() - started)
    notice = " ".join(filter(None, (extract.notice, notice)))
    yield sign(replace(answer, timings=total, notice=notice, is_final=True))


def _follow(
    extract: Answer,
    question: str,
    number: int,
    tools: Tools,
    generator: Generator,
    started: float,
) -> PythonGenerator[Answer]:
    """Yield the answer again with each sentence the model writes about ``number`` sentences."""
    receipt = replace(extract.receipt, generator=generator.fingerprint)
    answer = replace(extract, receipt=receipt)
    prompt = write_prompt(question, [each.text for each in extract.extract[:number]])
    moments: list[float] = []
    max_tokens = tools.settings.answer.answer_tokens
    # closed here when the reader stops listening, so that the model stops at once
    with closing(generator.generate(prompt, max_tokens=max_tokens)) as stream:
        pieces = _stamp(stream, moments, tools.clock)
        for draft in read_drafts(pieces, sources=number):
            grown = _add(answer, draft, tools.actors)
            if grown is answer:
                continue
            first_text = grown.timings.first_model_text
            if first_text is None and grown.wording:
                first_text = tools.clock() - started
            timings = replace(
                grown.timings,
                first_model_token=moments[0] - started,
                first_model_text=first_text,
            )
            answer = replace(grown, timings=timings)
            yield answer


def adds_to_extract(answer: Answer) -> bool:
    """Whether the wording is more than a copy: it joins sentences, or says one more shortly."""
    texts = {citation.number: citation.display for citation in answer.citations}
    return any(
        len(sentence.citations) > 1
        or len(sentence.text) < _SHORTER * sum(len(texts[number]) for number in sentence.citations)
        for sentence in answer.wording
    )


def _stamp(
    stream: Iterable[str], moments: list[float], clock: Callable[[], float]
) -> Iterator[str]:
    """Pass the pieces on, and note when each came."""
    for piece in stream:
        moments.append(clock())
        yield piece


def _add(answer: Answer, draft: Draft, actors: ActorReader) -> Answer:
    """The answer with the draft shown or withheld; the same answer when it says nothing new."""
    if any(draft.text == known.text for known in (*answer.wording, *answer.withheld)):
        return answer
    by_number = {citation.number: citation for citation in answer.citations}
    used = [by_number[number] for number in draft.citations]
    sources = [Source(each.display, each.actors, each.section) for each in used]
    reason = verify(draft.text, sources, actors)
    if not reason and answer.form in _APART and not _in_one_group(answer, draft):
        reason = MIXED
    if reason:
        withheld = withhold(draft, reason)
        if withheld in answer.withheld:
            return answer
        return replace(answer, withheld=(*answer.withheld, withheld))
    speakers = tuple(dict.fromkeys(actor for each in used for actor in each.actors))
    question = answer.reading
    emphasis = find_emphasis(question, draft.text, speakers, actors) if question else ()
    sentence = AnswerSentence(draft.text, draft.citations, "worded", "verified", emphasis)
    return replace(answer, wording=(*answer.wording, sentence))


def _in_one_group(answer: Answer, draft: Draft) -> bool:
    groups = {
        at
        for at, group in enumerate(answer.groups)
        for position in group.sentences
        if set(answer.extract[position].citations) & set(draft.citations)
    }
    return len(groups) <= 1
