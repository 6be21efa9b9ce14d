"""Rules for files that could do harm: each is one line, and no other letter is touched by it."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import hostile
import hostile_bombs
import hostile_run
from hostile_documents import make_good_files
from index.errors import UnreadableFileError
from index.letter import Letter
from index.process_handle import COMMAND, Outcome
from index.reading_messages import Job
from index.reading_pool import ReadingPool

SUBSET = 60
MEGABYTE = 1_000_000
# what each asks of a reader takes many seconds: only in the whole run
LONG = {"veel-zinnen.txt"}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Letter]:
    """The good letters, read with nothing else beside them."""
    return hostile_run.read_clean(tmp_path_factory.mktemp("clean"))


def test_good_files_of_every_kind_are_read(clean: Mapping[str, Letter]):
    expected = {name.replace("goed", "in-archief").replace(".zip", ".txt") if name.endswith(".zip")
                else name for name in make_good_files()}  # fmt: skip

    assert set(clean) == expected
    for letter in clean.values():
        assert "Nederland steunt het voorstel van de Commissie." in " ".join(letter.text.split())
        assert letter.sentences


def test_hostile_files_are_made_the_same_every_time():
    made = [hashlib.sha256(content).digest() for _, content in hostile.make_mutations(each=5)]
    again = [hashlib.sha256(content).digest() for _, content in hostile.make_mutations(each=5)]

    assert made == again


def test_some_hostile_files_change_nothing_for_the_others(
    tmp_path: Path, clean: Mapping[str, Letter]
):
    # bombs below a few megabytes, and a choice of the rest
    small = {
        name: content
        for name, content in hostile_bombs.make_bombs()
        if len(content) < MEGABYTE and name not in LONG
    }
    rest = [*hostile.make_mutations(each=5), *hostile.make_misnamed()]
    chosen = dict(random.Random(hostile.SEED).sample(rest, SUBSET // 2))
    bombs = dict(random.Random(hostile.SEED).sample(sorted(small.items()), SUBSET // 2))
    folder = tmp_path / "brieven"
    hostile_run.write_files(folder, {**chosen, **bombs, **make_good_files()})
    hostile.write_special_files(folder)

    figures = hostile_run.measure(folder, tmp_path / "store", clean)

    assert figures.broken == []


@pytest.mark.hostile
def test_more_than_five_hundred_hostile_files_change_nothing_for_the_others(
    tmp_path: Path, clean: Mapping[str, Letter]
):
    hostile.write_all(tmp_path / "brieven", each=40)

    figures = hostile_run.measure(tmp_path / "brieven", tmp_path / "store", clean)

    assert figures.files > 500
    assert figures.broken == []


def limited(*, memory: int, letter: int) -> Sequence[str]:
    """The command of a reading process with these limits."""
    code = f"from index.reading_process import Limits, main\nmain(Limits({memory=}, {letter=}))"
    return (*COMMAND[:-2], "-c", code)


def test_a_bomb_is_read_when_there_is_no_limit():
    """The null control of the rules above: they can fail."""
    bomb = Job("zinnen.txt", b"Ja. " * 40_000)

    outcomes: list[Outcome] = []
    for memory in (10**10, 2 * 10**7):
        with ReadingPool(1, command=limited(memory=memory, letter=10**9)) as pool:
            outcomes.append(pool.read_one(bomb))

    assert isinstance(outcomes[0], Letter)
    assert isinstance(outcomes[1], UnreadableFileError)
    assert "geheugen" in outcomes[1].problem
