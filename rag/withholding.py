"""How a sentence that is not shown is kept for who asks to see it: its words, unless they do harm.

What a hostile letter may have made the model write (addresses, markup, the words of its own prompt)
is not shown anywhere, on request neither; that it was written is.
"""

import re
from functools import cache

from index.terms import fold
from rag.answer import WithheldSentence
from rag.drafts import Draft
from rag.prompt import fixed_part
from rag.verification import is_prose

NO_PROSE = "(een zin met een webadres, opmaak of code)"
OF_PROMPT = "(een zin uit de opdracht aan het taalmodel)"
NO_ANSWER = "dit hoort niet in een antwoord"
_RUN = 6  # words in a row; fewer are ordinary Dutch


def withhold(draft: Draft, reason: str) -> WithheldSentence:
    """Keep what the model wrote, with the reason; harmful words are named instead of shown.

    >>> withhold(Draft("Zie https://elders.example.", (1,)), "geen bron").text
    '(een zin met een webadres, opmaak of code)'
    """
    if not is_prose(draft.text):
        return WithheldSentence(NO_PROSE, draft.citations, NO_ANSWER)
    if _runs(draft.text) & _prompt_runs():
        return WithheldSentence(OF_PROMPT, draft.citations, NO_ANSWER)
    return WithheldSentence(draft.text, draft.citations, reason)


@cache
def _prompt_runs() -> frozenset[tuple[str, ...]]:
    return frozenset(run for message in fixed_part() for run in _runs(message.content))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
