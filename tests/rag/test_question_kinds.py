"""What kind of answer a question asks for."""

import pytest

from index.actors import ActorReader
from rag.question import understand
from rag.question_kinds import QuestionKind, kind_rules

EXAMPLES = [(example, rule.name) for rule in kind_rules() for example in rule.examples]
MORE: list[tuple[str, QuestionKind]] = [
    ("Hoe verschilt de inzet in juli van die in december?", "timeline"),
    ("AVG standpunt nl juli 2025, niet december", "position"),
    ("Is bekend wanneer ETIAS van start gaat?", "date"),
    ("Welk standpunt heeft Nederland over drones?", "position"),
    ("Hoe kijkt NL aan tegen de vraag hoeveel het kost?", "position"),
    ("wat zei de Cie over Syrië in juni en de EU CTC in december?", "comparison"),
    ("drones Schiphol", ""),
]


@pytest.mark.parametrize(("text", "kind"), [*EXAMPLES, *MORE], ids=lambda value: str(value))
def test_the_form_of_a_question_tells_what_kind_of_answer_it_asks(
    text: str, kind: QuestionKind, actor_reader: ActorReader
):
    assert understand(text, actor_reader).kind == kind


def test_every_kind_has_its_examples():
    assert all(len(rule.examples) >= 3 for rule in kind_rules())
