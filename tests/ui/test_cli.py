"""The command line: what goes in, what comes out, and one Dutch line for what goes wrong."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeEmbedder, FakeGenerator
from index.build import index_letters
from index.settings import IndexSettings
from indexing import POOL
from models.generator import GeneratorState
from ui.cli import INTERRUPTED, main, make_parser

TESTS = Path(__file__).parent.parent
LETTERS = TESTS / "letters"
GOLDEN = Path(__file__).with_name("golden")
README = TESTS.parent / "README.md"
COMMANDS = "index remove letters show search ask serve export models doctor status".split()
ACTIONS = ("fetch", "verify", "list")
MEASURES = ("run", "report", "compare", "judge", "retrieval")
FEEDBACK = ("export",)
NESTED = [
    *(f"models {action}" for action in ACTIONS),
    *(f"eval {each}" for each in MEASURES),
    *(f"feedback {action}" for action in FEEDBACK),
]
QUESTION = "Wat zei NL over vliegende fietsen?"


class FakeLocalGenerator(FakeGenerator):
    """A generator that is always ready; it writes nothing that a source carries."""

    state = GeneratorState("ready")

    def __init__(self) -> None:
        super().__init__(*[["Er komen 99 fietsen. [1]"]] * 9)
        self.is_closed = False

    def start(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of the tiny letters, and fake models in the place of the real ones."""
    embedder = FakeEmbedder()
    index_letters([LETTERS], tmp_path / "store", embedder, settings=IndexSettings(), pool=POOL)

    def open_fake(*_: object) -> FakeEmbedder:
        return FakeEmbedder()

    monkeypatch.setattr("models.embedder.open_embedder", open_fake)
    monkeypatch.setattr("rag.local_assistant.open_embedder", open_fake)
    return tmp_path / "store"


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> FakeLocalGenerator:
    """A fake in the place of the model's process."""
    made = FakeLocalGenerator()

    def find_file(*_: object) -> tuple[Path, str]:
        return Path("x.gguf"), ""

    def open_fake(*_: object, **__: object) -> FakeLocalGenerator:
        return made

    monkeypatch.setattr("rag.local_assistant.generator_file", find_file)
    monkeypatch.setattr("rag.local_assistant.open_generator", open_fake)
    return made


def name_command(value: Sequence[str] | str) -> str | None:
    """The arguments as the id of a case; what comes out does not stand in it."""
    return None if isinstance(value, str) else " ".join(value)[:40]


def write_batch(folder: Path, lines: Sequence[object]) -> str:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "vragen.jsonl").write_text("\n".join(texts), "utf-8")
    return str(folder / "vragen.jsonl")


def assert_refused(
    arguments: Sequence[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One Dutch line on stderr with a remedy, nothing on stdout, exit code 1."""
    code = main(arguments)

    output, errors = capsys.readouterr()
    assert (code, output) == (1, "")
    (line,) = [line for line in errors.splitlines() if line.startswith("kamerbrief: ")]
    assert re.search(problem, line), line
    assert line.endswith(".")
    assert "Traceback" not in errors


# help


def help_of(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        make_parser().parse_args([*arguments, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="argparse lays out help differently")
def test_all_help_is_as_agreed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("COLUMNS", "90")
    asked = [[], *([name] for name in COMMANDS), *(["models", action] for action in ACTIONS)]
    asked += [["eval", measure] for measure in MEASURES]
    asked += [["feedback", action] for action in FEEDBACK]

    texts = [help_of(arguments, capsys) for arguments in asked]

    assert ("\n" + "-" * 90 + "\n").join(texts) == (GOLDEN / "help.txt").read_text("utf-8")


def test_help_is_dutch(capsys: pytest.CaptureFixture[str]):
    for name in COMMANDS:
        assert not re.search(r"usage|options|positional|show this", help_of([name], capsys))


@pytest.mark.parametrize(
    "name",
    [
        *COMMANDS,
        *(f"models {action}" for action in ACTIONS),
        *(f"eval {each}" for each in MEASURES),
        *(f"feedback {action}" for action in FEEDBACK),
    ],
)
def test_every_command_stands_in_the_readme(name: str):
    readme = README.read_text("utf-8")

    assert (
        f"kamerbrief {name}`" in readme or f"`{name}`" in readme or f"kamerbrief {name} " in readme
    )


# wrong usage


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "Wat ontbreekt: OPDRACHT."),
        (["onzin"], "'onzin' bestaat niet; kies 'index'"),
        (["ask"], "Geef een van deze: VRAAG --batch."),
        (["ask", "a", "--batch", "b"], "--batch gaat niet samen met VRAAG."),
        (["ask", "a", "b"], "Onbekend: b."),
        (["ask", "a", "--onzin"], "Onbekend: --onzin."),
        (["ask", "a", "--json=1"], "--json neemt geen waarde"),
        (["ask", "a", "--s", "b"], "kan van alles zijn: --since, --store."),
        (["search", "a", "-k"], "Achter -k ontbreekt een waarde."),
        (["search", "a", "-k", "0"], "-k: geef een geheel getal van 1 of meer."),
        (["search", "a", "-k", "veel"], "-k: geef een geheel getal van 1 of meer."),
        (["show"], "Wat ontbreekt: BRIEF."),
        (["show", "a", "--start", "x"], "--start: geef een geheel getal van 0 of meer."),
        (["show", "a", "--end=-1"], "--end: geef een geheel getal van 0 of meer."),
        (["index"], "Wat ontbreekt: PAD."),
        (["models"], "Wat ontbreekt: OPDRACHT."),
        (["models", "onzin"], "'onzin' bestaat niet; kies 'fetch', 'verify', 'list'."),
    ],
    ids=name_command,
)
def test_wrong_usage_is_said_in_one_dutch_line(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    output, errors = capsys.readouterr()
    assert (ended.value.code, output) == (2, "")
    (line,) = errors.splitlines()
    assert line.startswith("kamerbrief: ")
    assert problem in line
    assert "--help'." in line


# what a person can put right


@pytest.mark.parametrize("command", [["letters"], ["show", "x"]], ids=lambda value: value[0])
def test_no_index_yet(command: list[str], capsys: pytest.CaptureFixture[str]):
    assert_refused(command, "nog geen index in .* Voer 'kamerbrief index MAP' uit", capsys)


@pytest.mark.parametrize("command", ["search", "ask"])
def test_no_index_yet_for_a_question(
    command: str, store: Path, generator: FakeLocalGenerator, capsys: pytest.CaptureFixture[str]
):
    elsewhere = str(store.parent / "elders")

    assert_refused([command, QUESTION, "--store", elsewhere], "nog geen index", capsys)


@pytest.mark.parametrize(
    "command",
    [["search", "a"], ["ask", "a"], ["ask", "a", "--no-model"], ["index", str(LETTERS)]],
    ids=" ".join,
)
def test_no_weights_yet(command: list[str], capsys: pytest.CaptureFixture[str]):
    assert_refused(command, "kamerbrief (models fetch|index MAP)", capsys)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["ask", ""], "De vraag is leeg. Typ een vraag"),
        (["ask", "a" * 10_000], "10000 tekens lang"),
        (["ask", "\udcff"], "geen geldige tekst"),
        (["search", "  "], "De vraag is leeg"),
        (["search", "a", "--actor", "Sinterklaas"], "spreker 'Sinterklaas' is onbekend. Kies"),
        (["ask", "a", "--since", "gisteren"], "'gisteren' is geen datum. Schrijf"),
        (["ask", "a", "--until", "2025-13-01"], "'2025-13-01' is geen datum"),
        (["show", "onbekend"], "geen brief 'onbekend' in de index. Bekijk"),
        (["show", "los.txt", "--start", "9", "--end", "3"], "geen tekens 9-3. Kies"),
        (["show", "los.txt", "--end", "99999"], "geen tekens 0-99999"),
        (["remove", "onbekend"], "geen brief 'onbekend'"),
        (["index", "/bestaat/niet"], "bestaat niet. Geef een bestaande map"),
        (["ask", "--batch", "/bestaat/niet"], "kan niet worden gelezen"),
    ],
    ids=name_command,
)
def test_what_cannot_be_done_is_said_in_one_dutch_line(
    arguments: list[str],
    problem: str,
    store: Path,
    generator: FakeLocalGenerator,
    capsys: pytest.CaptureFixture[str],
):
    assert_refused([*arguments, "--store", str(store)], problem, capsys)


def test_a_settings_file_that_is_not_there(capsys: pytest.CaptureFixture[str]):
    assert_refused(["--settings", "/geen/toml", "letters"], "bestaat niet. Controleer", capsys)


def test_an_unknown_setting(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "k.toml").write_text("[models]\nthread = 2\n")

    assert_refused(["--settings", str(tmp_path / "k.toml"), "letters"], "thread", capsys)


def test_a_store_that_cannot_be_written(store: Path, capsys: pytest.CaptureFixture[str]):
    file = store.parent / "bestand"
    file.touch()

    command = ["index", str(LETTERS), "--store", str(file / "store")]

    assert_refused(command, "kan niet worden geschreven .* Controleer de schrijfrechten", capsys)


def test_an_unknown_model(capsys: pytest.CaptureFixture[str]):
    assert_refused(["models", "verify", "groot"], "geen model 'groot'. Kies uit: embedder", capsys)


# what comes out


def read_document(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_failed_file_does_not_fail_the_batch(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "brieven"
    folder.mkdir()
    (folder / "goed.txt").write_bytes((LETTERS / "los.txt").read_bytes())
    (folder / "binair.txt").write_bytes(bytes(range(256)) * 20)

    code = main(["index", str(folder), "--store", str(tmp_path / "nieuw"), "--json"])

    document = read_document(capsys)
    statuses = {each["file"]: each["status"] for each in document["files"]}
    assert code == 0
    assert statuses == {"goed.txt": "added", "binair.txt": "failed"}
    assert document["counts"]["failed"] == 1


def test_letters_and_show_speak_of_the_same_letters(
    store: Path, capsys: pytest.CaptureFixture[str]
):
    main(["letters", "--store", str(store), "--json"])
    letters = read_document(capsys)["letters"]

    for letter in letters:
        main(["show", letter["letter_id"], "--store", str(store), "--json"])
        shown = read_document(capsys)
        assert shown["file"] == letter["file"]
        assert shown["text"] == (LETTERS / letter["file"]).read_text("utf-8")


def test_search_gives_at_most_as_many_as_asked(store: Path, capsys: pytest.CaptureFixture[str]):
    code = main(["search", QUESTION, "-k", "1", "--store", str(store), "--json"])

    document = read_document(capsys)
    assert code == 0
    assert len(document["hits"]) == 1
    assert document["inferred"]["actors"] == ["Nederland"]


def test_an_actor_may_go_by_an_alias(store: Path, capsys: pytest.CaptureFixture[str]):
    main(["search", "fietsen", "--actor", "Cie", "--store", str(store), "--json"])

    assert all("Commissie" in hit["actors"] for hit in read_document(capsys)["hits"])


def test_ask_prints_the_final_answer_and_ends_the_model(
    store: Path, generator: FakeLocalGenerator, capsys: pytest.CaptureFixture[str]
):
    code = main(["ask", QUESTION, "--store", str(store), "--json"])

    document = read_document(capsys)
    assert code == 0
    assert document["timings"]["total"] is not None
    assert generator.is_closed


def test_a_batch_answers_in_order_and_goes_on_after_bad_lines(
    store: Path, tmp_path: Path, generator: FakeLocalGenerator, capsys: pytest.CaptureFixture[str]
):
    lines: list[object] = [
        {"id": "a", "question": QUESTION, "history": [], "onbekend": 1},
        "geen json",
        {"id": 3},
        {"id": 4, "question": ""},
        {"id": 5, "question": "x", "filters": {"since": "gisteren"}},
        {"id": 6, "question": "x", "filters": {"kleur": "rood"}},
        {"id": 7, "question": "x", "filters": ["actor"]},
        {"id": 8, "question": "a\u2028b \ud800"},
        [1],
        "[" * 100_000,
        '{"id": ' + "9" * 5_000 + "}",
        "",
        {"id": "z", "question": QUESTION, "filters": {"actor": "nl", "dossier": None}},
    ]

    code = main(["ask", "--batch", write_batch(tmp_path, lines), "--store", str(store)])

    output, errors = capsys.readouterr()
    documents = [json.loads(line) for line in output.splitlines()]
    assert code == 1
    assert [each["id"] for each in documents] == [
        "a", None, 3, 4, 5, 6, 7, 8, None, None, None, "z",
    ]  # fmt: skip
    assert all(set(each) == {"id", "error"} for each in documents[1:-1])
    assert "status" in documents[0]
    assert "status" in documents[-1]
    assert "Traceback" not in errors


def test_a_batch_without_bad_lines_ends_well(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    batch = write_batch(tmp_path, ["\ufeff" + json.dumps({"id": 1, "question": "a\u2028b"})])

    code = main(["search", "--batch", batch, "--store", str(store)])

    assert code == 0
    assert read_document(capsys)["question"] == "a b"


def test_a_batch_may_come_from_the_standard_input(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": 1, "question": "fietsen"}\n'))

    code = main(["search", "--batch", "-", "--store", str(store)])

    assert code == 0
    assert read_document(capsys)["id"] == 1


def test_status_tells_what_is_missing(capsys: pytest.CaptureFixture[str]):
    code = main(["status", "--json"])

    document = read_document(capsys)
    assert code == 0
    assert document["index"] == ""
    assert document["weights"]["generator"] == "missing"


# how it ends


@pytest.fixture
def process_environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a command that runs by itself, without the user's folders."""
    root = str(TESTS.parent)
    return {**os.environ, "PYTHONPATH": root, "XDG_DATA_HOME": str(tmp_path / "data")}


def test_ctrl_c_is_said_in_dutch(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("ui.documents.letters_document", interrupt)
    try:
        code = main(["letters", "--store", str(store)])
    finally:
        signal.signal(signal.SIGINT, before)

    assert code == INTERRUPTED
    assert capsys.readouterr().err == "kamerbrief: afgebroken; wat af was, is bewaard.\n"


def test_a_reader_who_leaves_is_no_error(process_environment: dict[str, str]):
    command = [sys.executable, "-m", "ui.cli", "status"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=process_environment,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()

    assert errors == ""


def test_help_does_not_wait_for_heavy_libraries(process_environment: dict[str, str]):
    code = (
        "import sys; from ui.cli import main\n"
        "try: main(['ask', '--help'])\n"
        "except SystemExit: print(*{'numpy', 'torch', 'faiss', 'gradio'} & set(sys.modules))"
    )
    run = [sys.executable, "-c", code]

    done = subprocess.run(run, capture_output=True, text=True, env=process_environment, check=True)

    assert done.stdout.splitlines()[-1] == ""
