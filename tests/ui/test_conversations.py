"""Saved conversations: nothing is lost, nothing stays after deleting, nothing waits for ever."""

import contextlib
import datetime
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from fakes_taken import answers_as_json, texts
from index.letter import Letter
from ui.conversations import Conversations
from ui.conversations_file import SCHEMA_VERSION
from ui.errors import ConversationsError
from ui.saved_turns import REASONS, Reason
from ui.taken_answers import read_answer


class Clock:
    """Each look at it is a minute later."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2031, 4, 1, 9, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        self.now += datetime.timedelta(minutes=1)
        return self.now


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gegevens" / "gesprekken.sqlite3"


@pytest.fixture
def saved(file: Path) -> Conversations:
    return Conversations(file, now=Clock())


@pytest.fixture
def answer(tiny_letters: Mapping[str, Letter]) -> dict[str, Any]:
    return answers_as_json(tiny_letters)[0]


def simple(question: str, text: str = "") -> dict[str, Any]:
    return {"question": question, "sentences": [{"text": text}] if text else []}


def test_what_is_saved_comes_back_as_it_was(saved: Conversations, answer: dict[str, Any]):
    conversation = saved.start()
    turn = saved.append(conversation, answer)

    (kept,) = saved.get(conversation).turns

    assert kept == saved.get_turn(turn)
    assert kept.answer == answer
    assert (kept.question, kept.understood) == (answer["question"], answer["understood"])
    assert read_answer(kept.answer) == read_answer(answer)


def test_a_conversation_is_called_by_its_first_question_until_it_is_renamed(saved: Conversations):
    conversation = saved.start()
    saved.append(conversation, simple("Wat zei NL?"))
    saved.append(conversation, simple("En de Commissie?"))
    assert saved.get(conversation).entry.title == "Wat zei NL?"

    saved.rename(conversation, "JBZ-Raad juni")

    saved.append(conversation, simple("En wie nog meer?"))
    assert saved.get(conversation).entry.title == "JBZ-Raad juni"
    assert [each.question for each in saved.get(conversation).turns] == [
        "Wat zei NL?", "En de Commissie?", "En wie nog meer?",
    ]  # fmt: skip


def test_the_one_that_changed_last_comes_first(saved: Conversations):
    first, second = saved.start("eerste"), saved.start("tweede")
    assert [each.id for each in saved.entries()] == [second, first]

    saved.append(first, simple("a"))

    entries = saved.entries()
    assert [(each.id, each.turns) for each in entries] == [(first, 1), (second, 0)]
    assert entries[0].created < entries[0].changed


def test_permalinks_cannot_be_guessed_and_fit_an_address(saved: Conversations):
    links = {saved.start() for _ in range(20)} | {saved.append(saved.start(), simple("a"))}

    assert len(links) == 21
    assert all(
        len(each) == 22 and each.replace("-", "a").replace("_", "a").isalnum() for each in links
    )


@pytest.mark.parametrize(
    "words", ["lantaarnpalen", "ZINGENDE lantaarn", "coordinatie", "lant zing"]
)
def test_a_search_finds_words_beginnings_and_accents_in_questions_and_answers(
    words: str, saved: Conversations
):
    conversation = saved.start()
    turn = saved.append(conversation, simple("Zingende lantaarnpalen?", "De coördinatie is goed."))
    saved.append(conversation, simple("Iets anders"))

    (found,) = saved.search(words)

    assert (found.turn, found.conversation.id) == (turn, conversation)
    assert found.snippet


@pytest.mark.parametrize(
    "words", ["", " ", '"', "*", "a OR b", "NEAR(a b)", "question:x", "-lant", "'"]
)
def test_the_language_of_the_search_engine_means_nothing(words: str, saved: Conversations):
    saved.append(saved.start(), simple("Zingende lantaarnpalen"))

    assert len(saved.search(words)) == (1 if words == "-lant" else 0)


@given(text=texts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_text_can_be_saved_and_searched_for(text: str, saved: Conversations):
    conversation = saved.start(text)
    turn = saved.append(conversation, simple(text, text))
    saved.judge(turn, "goed", text)

    saved.search(text)

    assert saved.get_turn(turn).answer["question"] == text
    saved.delete(conversation)


def test_what_is_deleted_is_gone_from_the_disk_too(saved: Conversations, file: Path):
    secret = "geheimzinnigheid"
    conversation, other = saved.start(), saved.start("blijft")
    turn = saved.append(conversation, simple(f"Wat is {secret}?", secret))
    saved.judge(turn, "goed", secret)

    saved.delete(conversation)

    assert [each.id for each in saved.entries()] == [other]
    assert saved.search(secret) == ()
    assert saved.feedback() == ()
    for each in (lambda: saved.get(conversation), lambda: saved.get_turn(turn)):
        with pytest.raises(ConversationsError, match="niet bewaard"):
            each()
    assert all(secret.encode() not in each.read_bytes() for each in file.parent.iterdir())


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_can_be_given(reason: Reason, saved: Conversations):
    turn = saved.append(saved.start(), simple("a"))

    saved.judge(turn, reason, "toelichting")

    (judged,) = saved.feedback()
    assert (judged.turn.id, judged.reason, judged.remark) == (turn, reason, "toelichting")


def test_another_reason_is_a_bug_and_nothing_is_kept_of_it(saved: Conversations):
    turn = saved.append(saved.start(), simple("a"))

    with pytest.raises(sqlite3.IntegrityError):
        saved.judge(turn, "mooi")  # pyright: ignore[reportArgumentType]

    assert saved.feedback() == ()


@pytest.mark.parametrize("call", ["get", "delete", "get_turn"])
def test_an_unknown_permalink_is_said(call: str, saved: Conversations):
    with pytest.raises(ConversationsError, match="niet bewaard"):
        getattr(saved, call)("onbekend")


def test_many_threads_lose_nothing(saved: Conversations):
    conversation = saved.start()

    def add(number: int) -> str:
        return saved.append(conversation, simple(f"vraag {number}"))

    with ThreadPoolExecutor(8) as threads:
        turns = set(threads.map(add, range(40)))

    assert {each.id for each in saved.get(conversation).turns} == turns
    assert len(saved.search("vraag")) == 40


def test_those_who_come_first_together_make_one_file(file: Path):
    together = Barrier(8)

    def begin(_: int) -> str:
        together.wait()
        return Conversations(file).start()

    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(begin, range(8)))

    assert {each.id for each in Conversations(file).entries()} == made
    assert not [each for each in file.parent.iterdir() if each.name.startswith(".nieuw")]


FILL = """
import sys
from pathlib import Path
from ui.conversations import Conversations

saved = Conversations(Path(sys.argv[1]))
mine = saved.start()
for number in range(5):
    saved.append(mine, {"question": f"vraag {number}", "sentences": []})
print(mine)
"""


def test_several_processes_make_and_fill_one_file(file: Path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", FILL, str(file)]
    with contextlib.ExitStack() as stack:
        # both find no file yet
        running = [
            stack.enter_context(
                subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
            )
            for _ in range(2)
        ]
        made = [process.communicate(timeout=60)[0].strip() for process in running]

    saved = Conversations(file)
    assert [len(saved.get(each).turns) for each in made] == [5, 5]


def test_only_the_owner_can_read_the_file(saved: Conversations, file: Path):
    saved.start()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_newer_file_is_refused_and_left_alone(saved: Conversations, file: Path):
    saved.start()
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = file.read_bytes()

    with pytest.raises(ConversationsError, match="nieuwere versie"):
        saved.entries()

    assert file.read_bytes() == before


def test_a_file_of_another_program_is_refused_and_left_alone(saved: Conversations, file: Path):
    file.parent.mkdir()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE iets (a)")
    connection.close()
    before = file.read_bytes()

    with pytest.raises(ConversationsError, match="ander programma"):
        saved.entries()

    assert file.read_bytes() == before


def test_a_damaged_file_and_a_folder_in_its_place_are_said(file: Path):
    file.parent.mkdir()
    file.write_bytes(b"geen SQLite" * 1000)
    with pytest.raises(ConversationsError, match="beschadigd"):
        Conversations(file).entries()
    with pytest.raises(ConversationsError, match="niet te gebruiken"):
        Conversations(file.parent).entries()
