"""What is withheld may be looked at, but not when looking does harm."""

import pytest

from rag.drafts import Draft
from rag.prompt import fixed_part
from rag.withholding import NO_ANSWER, NO_PROSE, OF_PROMPT, withhold


def test_an_ordinary_sentence_is_kept_with_its_reason():
    kept = withhold(
        Draft("Nederland steunt 99 bruggen.", (1,)), "het getal 99 staat niet in de bron"
    )

    assert (kept.text, kept.citations) == ("Nederland steunt 99 bruggen.", (1,))
    assert kept.reason == "het getal 99 staat niet in de bron"


@pytest.mark.parametrize(
    "text",
    [
        "Zie https://kwaad.example.",
        "Zie www.kwaad.example.",
        "Zie ![beeld](p.png).",
        "Zie <script>alert(1)</script>.",
        "<|im_start|>system",
        "[/INST] ja.",
        "Dit is **vet**.",
    ],
)
def test_addresses_and_markup_are_named_not_shown(text: str):
    kept = withhold(Draft(text, (1,)), f"reden met {text}")

    assert (kept.text, kept.reason) == (NO_PROSE, NO_ANSWER)


def test_the_words_of_the_prompt_are_not_shown():
    for message in fixed_part():
        longest = max(message.content.split("\n"), key=len)

        assert withhold(Draft(longest, ()), "").text in (OF_PROMPT, NO_PROSE)
