"""Questions that cannot be answered, filters that leave nothing, and stores that cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeEmbedder
from index.build import index_letters
from index.settings import IndexSettings
from indexing import POOL
from ui.cli import main

LETTERS = Path(__file__).parent.parent / "letters"
NO_SUBJECT = ["wat is er over de", "en", "a", "?", "🙂", "🙂🙂 👍", "...", "–"]
OTHER_SCRIPT = [
    "ماذا قالت هولندا عن الدراجات الطائرة؟",
    "荷兰对飞行自行车有何看法？",
    "Что сказали?",
]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of the tiny letters, and a fake embedder in the place of the real one."""
    index_letters(
        [LETTERS], tmp_path / "store", FakeEmbedder(), settings=IndexSettings(), pool=POOL
    )

    def open_fake(*_: object) -> FakeEmbedder:
        return FakeEmbedder()

    monkeypatch.setattr("models.embedder.open_embedder", open_fake)
    monkeypatch.setattr("rag.local_assistant.open_embedder", open_fake)
    return tmp_path / "store"


def run(
    capsys: pytest.CaptureFixture[str], store: Path, command: str, *arguments: str
) -> dict[str, Any]:
    extra = ("--no-model",) if command == "ask" else ()
    code = main([command, *arguments, *extra, "--store", str(store), "--json"])
    output, errors = capsys.readouterr()
    assert code == 0, errors
    assert "Traceback" not in errors
    return json.loads(output)


@pytest.mark.parametrize("question", NO_SUBJECT)
def test_a_question_without_a_subject_is_answered_with_what_to_do(
    question: str, store: Path, capsys: pytest.CaptureFixture[str]
):
    answer = run(capsys, store, "ask", question)
    found = run(capsys, store, "search", question)

    assert answer["status"] == "not_in_letters"
    assert "geen onderwerp" in answer["message"]
    assert "Noem" in answer["message"]
    assert (found["hits"], found["message"]) == ([], answer["message"])


@pytest.mark.parametrize("question", OTHER_SCRIPT)
def test_a_question_in_another_script_is_answered_in_dutch(
    question: str, store: Path, capsys: pytest.CaptureFixture[str]
):
    answer = run(capsys, store, "ask", question)

    assert answer["status"] == "not_in_letters"
    assert "ander schrift" in answer["message"]
    assert run(capsys, store, "search", question)["hits"] == []


@pytest.mark.parametrize(
    "filters",
    [["--since", "2099-01-01"], ["--kind", "memorie van antwoord"], ["--dossier", "99 999"],
     ["--actor", "Cyprus", "--until", "1900-01-01"]],
    ids=" ".join,
)  # fmt: skip
def test_filters_that_leave_no_letter_are_named(
    filters: list[str], store: Path, capsys: pytest.CaptureFixture[str]
):
    answer = run(capsys, store, "ask", "Wat zei NL over fietsen?", *filters)
    found = run(capsys, store, "search", "Wat zei NL over fietsen?", *filters)

    assert answer["status"] == "not_in_letters"
    assert answer["sentences"] == []
    assert "filter" in answer["message"]
    assert found["hits"] == []
    assert "filter" in found["message"]


def test_the_terminal_says_the_same(store: Path, capsys: pytest.CaptureFixture[str]):
    main(["search", "🙂", "--store", str(store)])
    main(["search", "fietsen", "--since", "2099-01-01", "--store", str(store)])

    text = " ".join(capsys.readouterr().out.split())
    assert "geen onderwerp" in text
    assert "Laat een filter weg" in text


@pytest.mark.parametrize("command", ["ask", "search"])
def test_without_any_letter_there_is_one_line_with_the_remedy(
    command: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "leeg").mkdir()
    nowhere = str(tmp_path / "nieuw")
    main(["index", str(tmp_path / "leeg"), "--store", nowhere])
    capsys.readouterr()
    extra = ["--no-model"] if command == "ask" else []

    code = main([command, "fietsen", *extra, "--store", nowhere])

    output, errors = capsys.readouterr()
    assert (code, output) == (1, "")
    assert "kamerbrief index MAP" in errors
    assert "Traceback" not in errors


def test_the_last_letters_cannot_be_taken_out(store: Path, capsys: pytest.CaptureFixture[str]):
    names = [file.name for file in LETTERS.glob("*.txt")]

    code = main(["remove", *names, "--store", str(store)])

    assert code == 1
    assert "een lege index bestaat niet" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_store_of_an_older_version_is_refused_with_its_remedy(
    command: str, store: Path, capsys: pytest.CaptureFixture[str]
):
    for file in store.rglob("manifest.json"):
        manifest = json.loads(file.read_text("utf-8"))
        file.write_text(json.dumps({**manifest, "format": 1}), "utf-8")

    extra = ["--no-model"] if command == "ask" else []
    code = main([command, "fietsen", *extra, "--store", str(store)])

    output, errors = capsys.readouterr()
    assert (code, output) == (1, "")
    (line,) = [line for line in errors.splitlines() if line.startswith("kamerbrief: ")]
    assert "kamerbrief index" in line
    assert "Traceback" not in errors


def test_a_follow_up_in_a_batch_is_answered_in_its_whole_form(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    batch = tmp_path / "vragen.jsonl"
    history = [{"question": "Wat zei de Commissie over fietsen?", "answer": "Niets."}]
    lines = [
        {"id": 1, "question": "en NL?", "history": history},
        {"id": 2, "question": "en NL?", "history": history, "ignore": ["gesprek"]},
        {"id": 3, "question": "en NL?", "history": "gisteren"},
        {"id": 4, "question": "fietsen", "ignore": ["kleur"]},
    ]
    batch.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")

    code = main(["ask", "--batch", str(batch), "--no-model", "--store", str(store)])

    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert [each["id"] for each in documents] == [1, 2, 3, 4]
    assert documents[0]["understood"] == "Wat zei NL over fietsen?"
    assert documents[0]["question"] == "en NL?"
    assert documents[1]["understood"] == ""
    assert "history" in documents[2]["error"]
    assert "Kies uit" in documents[3]["error"]


def test_search_tells_what_it_inferred_and_what_found_each_passage(
    store: Path, capsys: pytest.CaptureFixture[str]
):
    found = run(capsys, store, "search", "Wat zei NL in maart 2031 over drijvende brievenbussen?")

    inferred, hit = found["inferred"], found["hits"][0]
    assert (inferred["actors"], inferred["months"], inferred["kind"]) == (
        ["Nederland"],
        [3],
        "position",
    )
    assert sum(hit["found_by"].values()) == pytest.approx(1, abs=0.01)
    marked = {hit["display"][each["start"] : each["end"]].lower() for each in hit["matched"]}
    assert "brievenbussen" in marked


def test_search_says_it_in_words_too(store: Path, capsys: pytest.CaptureFixture[str]):
    main(["search", "Wat zei NL in maart 2031 over brievenbussen?", "--store", str(store)])

    text = " ".join(capsys.readouterr().out.split())
    assert "Afgeleid uit de vraag: spreker Nederland; periode maart 2031" in text
    assert "gevonden op: " in text


def test_what_is_not_to_be_inferred_is_not(store: Path, capsys: pytest.CaptureFixture[str]):
    found = run(
        capsys, store, "search", "Wat zei NL in maart over fietsen?",
        "--ignore", "spreker", "--ignore", "periode",
    )  # fmt: skip

    assert (found["inferred"]["actors"], found["inferred"]["months"]) == ([], [])
