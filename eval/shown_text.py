"""What a reader gets to see of an answer, folded so that spelling does not decide."""

import re
from collections.abc import Sequence

from eval.results import Result
from index.terms import STOP_WORDS, fold

LONGEST = 150  # words; what stands further down is not an answer that somebody reads


def shown_text(result: Result) -> str:
    """The sentences of the answer, at most 150 words of them."""
    words = " ".join(sentence.text for sentence in result.sentences).split()
    return " ".join(words[:LONGEST])


def fold_text(text: str) -> str:
    r"""Without case, accents, hyphens at line ends and differences in white space.

    >>> fold_text("de toegang tot geïnfor-\nmeerde  Data")
    'de toegang tot geinformeerde data'
    """
    return " ".join(re.sub(r"-\s*\n\s*", "", fold(text)).split())


def holds(text: str, wanted: str) -> bool:
    """Whether the text holds the wanted words, or any of the alternatives "a|b".

    >>> holds("Er zijn 24 lidstaten.", "op 24|24 lidstaten")
    True
    """
    folded = fold_text(text)
    return any(fold_text(each) in folded for each in wanted.split("|") if each.strip())


def find_tokens(text: str) -> list[str]:
    """The folded words and figures of a text, in order."""
    return re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", fold_text(text))


def content_tokens(text: str) -> list[str]:
    """Those that carry meaning: no articles, pronouns and the like."""
    return [token for token in find_tokens(text) if token not in STOP_WORDS]


def token_f1(given: Sequence[str], reference: Sequence[str]) -> float:
    """Harmonic mean of precision and recall over words, each counted as often as it stands.

    Rajpurkar and others (SQuAD, EMNLP 2016).

    >>> token_f1(["de", "raad", "zei"], ["de", "raad"])
    0.8
    """
    left = list(reference)
    shared = 0
    for token in given:
        if token in left:
            left.remove(token)
            shared += 1
    return _f1(shared, len(given), len(reference))


def rouge_l(given: Sequence[str], reference: Sequence[str]) -> float:
    """ROUGE-L: F1 over the longest common subsequence of words (Lin, 2004).

    >>> rouge_l(["a", "x", "b"], ["a", "b", "c"])
    0.6666666666666666
    """
    longest = [0] * (len(reference) + 1)
    for token in given:
        before = 0
        for at, other in enumerate(reference, start=1):
            above = longest[at]
            longest[at] = before + 1 if token == other else max(above, longest[at - 1])
            before = above
    return _f1(longest[-1], len(given), len(reference))


def _f1(shared: int, given: int, reference: int) -> float:
    return 2 * shared / (given + reference) if shared else 0.0
