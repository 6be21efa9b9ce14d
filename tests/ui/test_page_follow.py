"""An answer is followed without blocking, and stopped when nobody listens any more."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

import fakes_page
from rag.answer import Answer
from ui.follow import follow

ANSWERS = fakes_page.make_answers("Vraag?", fakes_page.read_sample_letters())
PATIENCE_SECONDS = 5.0


class BlockingAnswers(Iterator[Answer]):
    """One answer, then a model that writes until it is stopped from another thread."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self._first = True

    def __next__(self) -> Answer:
        if self._first:
            self._first = False
            return ANSWERS[0]
        assert self.stopped.wait(PATIENCE_SECONDS)
        raise StopIteration

    def close(self) -> None:
        self.stopped.set()


def listen(
    answers: Iterator[Answer], until: Callable[[Answer | None], bool]
) -> list[Answer | None]:
    """Follow answers until one of them is enough, then stop listening."""

    async def run() -> list[Answer | None]:
        heard: list[Answer | None] = []
        following = follow(answers)
        async for answer in following:
            heard.append(answer)
            if until(answer):
                break
        await following.aclose()
        return heard

    return asyncio.run(run())


def test_all_answers_come_in_order() -> None:
    heard = listen(iter(ANSWERS), until=lambda _: False)

    assert [answer for answer in heard if answer] == ANSWERS


def test_a_model_that_is_busy_is_stopped_at_once() -> None:
    answers = BlockingAnswers()

    heard = listen(answers, until=lambda answer: answer is None)

    assert heard == [ANSWERS[0], None]  # the sign of life came while it was writing
    assert answers.stopped.wait(PATIENCE_SECONDS)


def test_a_plain_generator_is_closed_when_its_step_is_done() -> None:
    may_go_on, closed = threading.Event(), threading.Event()

    def write() -> Iterator[Answer]:
        try:
            yield ANSWERS[0]
            assert may_go_on.wait(PATIENCE_SECONDS)
            yield ANSWERS[1]
        finally:
            closed.set()

    listen(write(), until=lambda answer: answer is None)
    may_go_on.set()

    assert closed.wait(PATIENCE_SECONDS)


def test_errors_reach_the_listener() -> None:
    def fail() -> Iterator[Answer]:
        yield ANSWERS[0]
        raise LookupError("weg")

    with pytest.raises(LookupError, match="weg"):
        listen(fail(), until=lambda _: False)
