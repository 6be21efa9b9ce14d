"""Follow an answer from the event loop, and stop it as soon as nobody listens any more."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import GeneratorType
from typing import cast

from rag.answer import Answer

SIGN_OF_LIFE_SECONDS = 0.25  # how soon a closed tab is noticed: only then Gradio looks


async def follow(answers: Iterator[Answer]) -> AsyncGenerator[Answer | None, None]:
    """Yield answers as they come and None now and then; whoever leaves early closes ``answers``.

    An iterator with a ``close`` of its own is closed at once, from another thread, also while it
    works on the next answer. A plain generator cannot be: it is closed at its next ``yield``.
    """
    steps = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answer")
    step = asyncio.wrap_future(steps.submit(next, answers, None))
    try:
        while True:
            await asyncio.wait((step,), timeout=SIGN_OF_LIFE_SECONDS)
            if not step.done():
                yield None
                continue
            answer = step.result()
            if answer is None:
                return
            yield answer
            step = asyncio.wrap_future(steps.submit(next, answers, None))
    finally:
        step.cancel()  # nobody will ask for its result
        close = cast("Callable[[], None] | None", getattr(answers, "close", None))
        if close is not None:
            if isinstance(answers, GeneratorType):
                steps.submit(close)  # its turn comes after the step that may be running
            else:
                asyncio.get_running_loop().run_in_executor(None, close)
        steps.shutdown(wait=False)
