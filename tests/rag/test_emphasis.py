"""The figure, date or name that is asked for stands out; nothing is guessed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import ActorReader
from rag.emphasis import find_emphasis
from rag.question import understand

WORDS = st.sampled_from(
    "Nederland 24 lidstaten 12 juni 2025 € 21,9 miljoen 30% Kamerstuk 32 317, nr. 978 vier".split()
)


def emphasise(
    question: str, text: str, actors: ActorReader, speakers: tuple[str, ...] = ()
) -> list[str]:
    spans = find_emphasis(understand(question, actors), text, speakers, actors)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        pytest.param(
            "Hoeveel geld is er voor het tribunaal?",
            "In 2025 is 10 miljoen euro gereserveerd voor 3 teams (Kamerstuk 32 317, nr. 964).",
            ["10 miljoen euro"], id="money",
        ),
        pytest.param(
            "Hoeveel lidstaten doen er mee?",
            "Sinds 12 juni doen 24 lidstaten mee aan de 3 proeven.",
            ["24"], id="what-is-counted",
        ),
        pytest.param(
            "Van hoeveel naar hoeveel gronden?",
            "Het aantal gronden gaat van vier naar acht.", ["vier", "acht"], id="number-words",
        ),
        pytest.param(
            "Welk percentage keert terug?",
            "Van de 12 groepen keert 30% terug.", ["30%"], id="share",
        ),
        pytest.param(
            "Hoeveel kost het?", "Dit staat in artikel 72 van richtlijn 2011/95.", [],
            id="no-figure-of-that-kind",
        ),
        pytest.param(
            "Wanneer loopt het mandaat af?",
            "Het mandaat loopt tot 30 oktober 2026, na de wijziging van 2024.",
            ["30 oktober 2026"], id="day-before-year",
        ),
        pytest.param(
            "Wanneer start ETIAS?",
            "ETIAS start in het vierde kwartaal van 2026.", ["vierde kwartaal van 2026"],
            id="quarter",
        ),
    ],
)  # fmt: skip
def test_what_is_asked_for_stands_out(
    question: str, text: str, expected: list[str], actor_reader: ActorReader
):
    assert emphasise(question, text, actor_reader) == expected


def test_who_is_asked_for_is_the_speaker_and_nobody_else_named(actor_reader: ActorReader):
    text = "Slovenië riep de Commissie op het statuut in te zetten."

    shown = emphasise("Wie riep op tot actie?", text, actor_reader, ("lidstaat:Slovenië",))

    assert shown == ["Slovenië"]


def test_a_question_about_a_position_sets_nothing_off(actor_reader: ActorReader):
    assert not emphasise("Wat zei NL over fietsen?", "Nederland wil 12 fietsen.", actor_reader)


@given(
    words=st.lists(WORDS, max_size=12),
    question=st.sampled_from(["Hoeveel lidstaten?", "Wanneer was dat?", "Wie zei dat?"]),
)
def test_spans_lie_in_the_text_in_order_and_apart(
    words: list[str], question: str, actor_reader: ActorReader
):
    text = " ".join(words)
    speakers = ("Nederland",)

    spans = find_emphasis(understand(question, actor_reader), text, speakers, actor_reader)

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
