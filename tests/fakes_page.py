"""A fake assistant over the sample letters, with predictable answers; and texts that mean harm."""

import threading
import time
from collections.abc import Generator, Mapping, Sequence
from importlib import resources
from pathlib import Path

from index.actors import load_actor_reader
from index.hit import Hit, Place
from index.letter import Letter, Passage, Sentence, Span
from index.reading import make_letter
from models.errors import FixableError
from rag.answer import (
    Answer,
    AnswerSentence,
    Citation,
    Group,
    MissingDocument,
    Receipt,
    Searched,
    Status,
    Timings,
    WithheldSentence,
)
from rag.assistant import Readiness, State
from rag.follow_up import Turn
from rag.notation import write_notation

# what a question must contain to get which treatment; any other question is answered
ASKS_THE_UNKNOWN = "bitcoin"
ASKS_THE_IMPOSSIBLE = "onmogelijk"
ASKS_A_BUG = "defect"
SECONDS_PER_SENTENCE = 0.4

# texts that a page must show as they are and never act upon
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://example.org/x.png'>",
    "<svg onload=alert(1)>",
    "<iframe src='https://example.org'></iframe>",
    "<a href='javascript:alert(1)'>klik</a>",
    "<b>vet</b>",
    "</div></section><h1>kop</h1>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=https://example.org>",
    "<!-- weg -->",
    "<details open ontoggle=alert(1)>",
    "<form action=https://example.org><input>",
    "&lt;script&gt;",
    "![foto](https://example.org/x.png)",
    "[klik](https://example.org)",
    "[klik]: https://example.org",
    "<https://example.org>",
    "www.example.org",
    "**vet** _schuin_ ~~weg~~",
    "# Kop",
    "```mermaid\ngraph TD\n```",
    "\n\n# Kop na een witregel\n\n- punt",
    "$$x^2$$ en \\(y\\)",
    "${alert(1)} {{alert(1)}}",
    "%%%LATEX_BLOCK_0%%%",
    "<button data-citation=1>9</button>",
    "tab\ten\rregel\x0ceinde",
)


def read_sample_letters() -> dict[str, Letter]:
    """Read the sample letters of the evaluation."""
    actors = load_actor_reader()
    folder = Path(str(resources.files("eval").joinpath("letters")))
    letters = [
        make_letter(path.name, path.read_bytes(), actors) for path in sorted(folder.glob("*.txt"))
    ]
    assert letters, folder
    return {letter.id: letter for letter in letters}


class FakeAssistant:
    """Cites the first Dutch and foreign sentences of two letters, whatever is asked."""

    def __init__(self, letters: Mapping[str, Letter]) -> None:
        self.letters = letters
        self.asked: list[str] = []
        self.closed = threading.Event()  # an answer was closed before it was complete
        self.model: State = "ready"

    def readiness(self) -> Readiness:
        return Readiness("ready", self.model)

    def answer(
        self, question: str, *, use_model: bool = True, history: Sequence[Turn] = ()
    ) -> Generator[Answer]:
        self.asked.append(question)
        if ASKS_THE_IMPOSSIBLE in question:
            raise FixableError("De vraag <b>kan</b> niet.", "Stel een andere vraag.")
        if ASKS_A_BUG in question:
            raise RuntimeError("geheim")
        is_known = ASKS_THE_UNKNOWN not in question
        answers = make_answers(question, self.letters) if is_known else make_refusal(self.letters)
        try:
            for number, answer in enumerate(answers):
                if number:
                    time.sleep(SECONDS_PER_SENTENCE)
                yield answer
        except GeneratorExit:
            self.closed.set()
            raise


def make_answers(question: str, letters: Mapping[str, Letter]) -> list[Answer]:
    """An extract of five sentences of two letters, then three worded sentences, one by one."""
    report, agenda = (find_letter(letters, file) for file in ("003", "001"))
    chosen = [
        *(pick_sentence(report, actor, 0) for actor in ("Nederland", "Commissie")),
        pick_sentence(report, "Nederland", 3),
        interrupted_sentence(agenda),
        pick_sentence(agenda, "Nederland", 1),
    ]
    owners = (report, report, report, agenda, agenda)
    citations = tuple(
        cite(number, letter, sentence, also_in=() if number != 1 else (place_of(agenda),))
        for number, (letter, sentence) in enumerate(zip(owners, chosen, strict=True), 1)
    )
    extract = tuple(
        AnswerSentence(
            citation.display,
            (citation.number,),
            "verbatim",
            "verbatim",
            emphasis=(Span(0, 9),) if citation.number == 1 else (),
        )
        for citation in citations
    )
    groups = (
        Group("Nederland", "verslag", (0, 2), "gewijzigd", "andere cijfers dan op 22 januari 2025"),
        Group("De Europese Commissie", "verslag", (1,)),
        Group("Nederland", "agenda", (3, 4)),
        Group("Het voorzitterschap", "", (), why="hierover is in deze brieven niets gevonden"),
    )
    wording = tuple(
        AnswerSentence(text, numbers, "worded", "verified")
        for text, numbers in (
            ("Nederland heeft dit in de Raad naar voren gebracht.", (1,)),
            ("De Commissie houdt de situatie in de gaten.", (2,)),
            ("Het kabinet noemt daarbij meer dan één punt.", (3, 5)),
        )
    )
    withheld = WithheldSentence("In 2031 volgt 99 miljoen euro.", (2,), "99 staat niet in bron 2.")
    return [
        make_answer(
            question,
            letters,
            extract=extract,
            citations=citations,
            groups=groups,
            wording=wording[:count],
            withheld=(withheld,) if count == len(wording) else (),
            is_final=count == len(wording),
        )
        for count in range(len(wording) + 1)
    ]


def make_refusal(letters: Mapping[str, Letter]) -> list[Answer]:
    """A question that the letters do not answer, with two passages that come near."""
    letter = find_letter(letters, "003")
    hits = tuple(
        Hit(
            rank,
            1 / rank,
            Passage(letter.id, sentence.start, sentence.end, sentence.section),
            letter,
            sentence.display,
            sentence.actors,
        )
        for rank, sentence in enumerate((letter.sentences[20], letter.sentences[60]), 1)
    )
    return [
        make_answer(
            "Wat zei Nederland over bitcoin?",
            letters,
            status="not_in_letters",
            message="Dit staat niet in de brieven.",
            evidence=hits,
            is_final=True,
        )
    ]


def make_answer(
    question: str,
    letters: Mapping[str, Letter],
    *,
    status: Status = "answered",
    message: str = "",
    extract: tuple[AnswerSentence, ...] = (),
    citations: tuple[Citation, ...] = (),
    wording: tuple[AnswerSentence, ...] = (),
    withheld: tuple[WithheldSentence, ...] = (),
    evidence: tuple[Hit, ...] = (),
    groups: tuple[Group, ...] = (),
    is_final: bool = False,
) -> Answer:
    return Answer(
        question=question,
        status=status,
        message=message,
        extract=extract,
        withheld=withheld,
        citations=citations,
        evidence=evidence,
        searched=Searched(
            letters=len(letters),
            first_date="2025-01-22",
            last_date="2025-12-17",
            terms=("bitcoin", "cryptovaluta"),
            actors=("Nederland",),
            missing_terms=("bitcoin",),
        ),
        receipt=Receipt("2025-12-18T09:00:00Z", "generatie", "e5", "qwen", "standaard"),
        timings=Timings(search=0.1, first_text=0.2),
        wording=wording,
        is_final=is_final,
        summary="Het laatste standpunt in deze brieven is van 23 juni 2025." if groups else "",
        groups=groups,
        missing=(MissingDocument("32 317, nr. 978", (1,)),) if groups else (),
    )


def cite(
    number: int, letter: Letter, sentence: Sentence, *, also_in: tuple[Place, ...] = ()
) -> Citation:
    return Citation(
        number=number,
        letter_id=letter.id,
        file=letter.file,
        title=letter.title,
        date=letter.date.isoformat() if letter.date else "",
        kamerstuk=letter.kamerstuk,
        section=letter.sections[sentence.section].path,
        page=None,
        start=sentence.start,
        end=sentence.end,
        spans=sentence.spans,
        quote=letter.text[sentence.start : sentence.end],
        display=sentence.display,
        actors=sentence.actors,
        also_in=also_in,
        notation=write_notation(letter, sentence.start, sentence.section, None),
    )


def find_letter(letters: Mapping[str, Letter], start: str) -> Letter:
    return next(letter for letter in letters.values() if letter.file.startswith(start))


def pick_sentence(letter: Letter, actor: str, position: int) -> Sentence:
    return [sentence for sentence in letter.sentences if actor in sentence.actors][position]


def interrupted_sentence(letter: Letter) -> Sentence:
    """A sentence that a page break or footnote cuts in two."""
    return next(sentence for sentence in letter.sentences if len(sentence.spans) > 1)


def place_of(letter: Letter) -> Place:
    return Place(letter.id, letter.file, 0, 10)
