"""Three real questions on the command line with the real models, and without any network."""

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from index.letter import Letter

pytestmark = pytest.mark.real_models

ROOT = Path(__file__).parent.parent.parent
SAMPLE_LETTERS = Path(str(resources.files("eval").joinpath("letters")))
COMMAND = [sys.executable, "-m", "ui.cli"]
# generous: the machine may be busy with other tests
FIRST_TEXT_SECONDS, TOTAL_SECONDS, RUN_SECONDS = 10, 120, 240


@dataclass(frozen=True)
class Case:
    """A question, whom it asks, the status it must get, and a word its sources must hold."""

    id: str
    question: str
    actor: str
    status: tuple[str, ...]
    word: str


CASES = (
    Case("vz", "Wat zei het voorzitterschap over drugs?", "voorzitterschap", (), "drugs"),
    Case("nl", "Wat vindt Nederland van terugkeerhubs?", "Nederland", ("answered",), "terugkeer"),
    Case("none", "Wat zei NL over kernfusie op de maan?", "", ("not_in_letters",), ""),
)


@functools.cache
def without_network() -> tuple[str, ...]:
    """What cuts the network off, or nothing where that is not permitted."""
    cut = ("unshare", "--map-root-user", "-n")
    if not shutil.which("unshare"):
        return ()
    done = subprocess.run([*cut, "true"], capture_output=True, check=False)
    return cut if done.returncode == 0 else ()


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample letters."""
    folder = tmp_path_factory.mktemp("index") / "store"
    command = [*COMMAND, "index", str(SAMPLE_LETTERS), "--store", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=environment(), timeout=RUN_SECONDS)
    return folder


@pytest.fixture(scope="module")
def answers(store: Path) -> Mapping[str, Any]:
    """The answers to all cases by id, from one run."""
    lines = "".join(json.dumps({"id": c.id, "question": c.question}) + "\n" for c in CASES)
    command = [*without_network(), *COMMAND, "ask", "--batch", "-", "--store", str(store)]
    done = subprocess.run(
        command,
        input=lines,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=RUN_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    return {document["id"]: document for document in documents}


@pytest.fixture(params=CASES, ids=lambda case: case.id)
def case(request: pytest.FixtureRequest) -> Case:
    return request.param


def test_the_network_was_cut_off():
    if not without_network():
        pytest.skip("'unshare -n' is not permitted here: the questions ran with the network there")


def test_the_status_is_right(case: Case, answers: Mapping[str, Any]):
    status = answers[case.id]["status"]

    assert status in (case.status or ("answered", "partly"))


def test_every_source_is_the_asked_actors(case: Case, answers: Mapping[str, Any]):
    for citation in answers[case.id]["citations"]:
        assert not case.actor or case.actor in citation["actors"]


def test_some_source_speaks_of_the_subject(case: Case, answers: Mapping[str, Any]):
    quotes = [each["display"].casefold() for each in answers[case.id]["citations"]]

    assert not case.word or any(case.word in quote for quote in quotes)


def test_every_quote_is_verbatim(
    case: Case, answers: Mapping[str, Any], sample_letters: Mapping[str, Letter]
):
    by_id = {letter.id: letter for letter in sample_letters.values()}

    for each in answers[case.id]["citations"]:
        assert each["quote"] == by_id[each["letter_id"]].text[each["start"] : each["end"]]


def test_every_sentence_has_a_source_that_is_there(case: Case, answers: Mapping[str, Any]):
    document = answers[case.id]
    known = {each["number"] for each in document["citations"]}

    for sentence in document["sentences"]:
        assert sentence["citations"]
        assert set(sentence["citations"]) <= known


def test_an_answer_does_not_take_forever(case: Case, answers: Mapping[str, Any]):
    timings = answers[case.id]["timings"]

    assert timings["first_text"] < FIRST_TEXT_SECONDS
    assert timings["total"] < TOTAL_SECONDS


def run_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=RUN_SECONDS,
        check=False,
    )


def test_an_answer_is_identical_until_its_letter_is_gone(store: Path, tmp_path: Path):
    copy, kept = tmp_path / "store", tmp_path / "antwoord.json"
    shutil.copytree(store, copy)
    asked = run_command("ask", CASES[1].question, "--no-model", "--json", "--store", str(copy))
    kept.write_text(asked.stdout, "utf-8")
    cited = json.loads(asked.stdout)["citations"][0]["file"]

    before = run_command("verify", str(kept), "--store", str(copy))
    run_command("remove", cited, "--store", str(copy))
    after = run_command("verify", str(kept), "--store", str(copy))

    assert (before.returncode, before.stdout.split(":")[0]) == (0, "Identiek")
    assert after.returncode == 1
    assert "de brief zit niet meer in de verzameling" in " ".join(after.stdout.split())
    assert "de brieven in de index" in after.stdout


def test_ctrl_c_ends_the_model_too(store: Path):
    command = [*COMMAND, "ask", CASES[1].question, "--store", str(store)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        worker = wait_for_child(process.pid)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert errors.splitlines()[-1] == "kamerbrief: afgebroken; wat af was, is bewaard."
    assert "Traceback" not in errors
    assert has_ended(worker)


def wait_for_child(parent: int) -> int:
    """The first child of a process; the model's, since a question starts no other."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    threads = Path(f"/proc/{parent}/task")
    for _ in range(600):
        for thread in threads.iterdir():
            found = (thread / "children").read_text().split()
            if found:
                return int(found[0])
        time.sleep(0.05)
    raise AssertionError(f"no child in {children}")


def has_ended(process_id: int) -> bool:
    for _ in range(100):
        if not Path(f"/proc/{process_id}").exists():
            return True
        time.sleep(0.05)
    return False
