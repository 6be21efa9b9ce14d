from dataclasses import replace
from pathlib import Path

import pytest

from tools.console import SetupError
from tools.machine import (
    BUILD_PROGRAMS,
    DiskNeed,
    Machine,
    find_shortcomings,
    missing_packages,
    read_machine,
    require,
)
from tools.processor import LEAST

COMPLETE = Machine(
    processor_flags=LEAST,
    memory=4.0,
    programs=frozenset(BUILD_PROGRAMS),
    has_venv=True,
    is_root=False,
)


def test_a_complete_machine_lacks_nothing():
    assert find_shortcomings(COMPLETE) == []


def test_all_absent_programs_are_named_in_one_line_with_the_command_that_brings_them():
    bare = replace(COMPLETE, programs=frozenset({"git", "make", "objdump"}), has_venv=False)

    assert find_shortcomings(bare) == [
        "Op deze machine ontbreekt: gcc, g++, python3-venv. Installeer met: "
        "sudo apt-get update && sudo apt-get install -y gcc g++ python3-venv"
    ]


def test_root_is_not_told_to_use_sudo():
    bare = replace(COMPLETE, programs=frozenset(), is_root=True)

    assert "sudo" not in find_shortcomings(bare)[0]


def test_a_package_that_brings_two_programs_is_named_once():
    programs = {"objdump": "binutils", "nm": "binutils", "gcc": "gcc"}

    assert missing_packages(programs, present=[]) == ["binutils", "gcc"]


def test_needs_on_one_disk_are_added_up():
    def need(folder: str, *, disk: int) -> DiskNeed:
        return DiskNeed(folder=Path(folder), size=3.0, disk=disk, free=5.0)

    apart = replace(COMPLETE, disk_needs=(need("/a", disk=1), need("/b", disk=2)))
    together = replace(COMPLETE, disk_needs=(need("/a", disk=1), need("/b", disk=1)))

    assert find_shortcomings(apart) == []
    assert find_shortcomings(together) == [
        "Te weinig ruimte op de schijf van /a en /b: 5.0 GB vrij, 6.0 GB nodig. "
        "Maak ruimte vrij en probeer opnieuw."
    ]


def test_little_memory_is_named():
    assert find_shortcomings(replace(COMPLETE, memory=2.1)) == [
        "Te weinig geheugen: 2.1 GB, 4 GB nodig. Gebruik een machine met meer."
    ]


def test_a_machine_sold_as_four_gigabytes_is_enough():
    assert find_shortcomings(replace(COMPLETE, memory=3.8)) == []


def test_an_old_processor_is_refused_with_what_it_lacks():
    old = replace(COMPLETE, processor_flags=LEAST - {"avx2", "bmi2"})

    assert find_shortcomings(old) == [
        "Deze processor kan het taalmodel niet draaien: avx2, bmi2 ontbreekt. "
        "Gebruik een x86-64-computer met AVX2 (Intel vanaf 2013, AMD vanaf 2015)."
    ]


def test_everything_that_is_missing_is_said_at_once():
    poor = replace(COMPLETE, memory=1.0, programs=frozenset(), processor_flags=frozenset())

    with pytest.raises(SetupError) as raised:
        require(poor)

    assert len(str(raised.value).splitlines()) == 3


def test_this_machine_is_read(tmp_path: Path):
    machine = read_machine({tmp_path / "not" / "there" / "yet": 0.5})

    assert machine.memory > 0
    assert machine.disk_needs[0].disk == tmp_path.stat().st_dev
    assert machine.disk_needs[0].free > 0
