import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tools.console import SetupError
from tools.instructions import (
    Instructions,
    check_instructions,
    count_instructions,
    disassemble,
)
from tools.processor import Kind

AVX2 = Kind(wide=False)
AVX512 = Kind(wide=True)
GOOD_AVX2 = Instructions(tile=0, zmm=0, ymm=900)
GOOD_AVX512 = Instructions(tile=0, zmm=900, ymm=900)

needs_compiler = pytest.mark.skipif(
    not (shutil.which("gcc") and shutil.which("objdump")), reason="gcc or objdump is absent"
)


@pytest.mark.parametrize(
    ("assembly", "expected"),
    [
        pytest.param("vaddps %ymm0,%ymm1,%ymm2", Instructions(tile=0, zmm=0, ymm=1), id="ymm"),
        pytest.param("vaddps %zmm0,%zmm1,%zmm2", Instructions(tile=0, zmm=1, ymm=0), id="zmm"),
        pytest.param("tdpbssd %tmm2,%tmm1,%tmm0", Instructions(tile=1, zmm=0, ymm=0), id="tdpb"),
        pytest.param(
            "tileloadd (%rax,%rcx),%tmm0", Instructions(tile=1, zmm=0, ymm=0), id="tileload"
        ),
        pytest.param(
            "tilestored %tmm0,(%rax,%rcx)", Instructions(tile=1, zmm=0, ymm=0), id="tilestore"
        ),
        pytest.param(
            "call tileloadd_by_name", Instructions(tile=0, zmm=0, ymm=0), id="only a name"
        ),
    ],
)
@needs_compiler
def test_forbidden_instructions_are_found_in_real_machine_code(
    assembly: str, expected: Instructions, tmp_path: Path
):
    source = tmp_path / "code.s"
    source.write_text(f".text\ntileloadd_by_name:\n{assembly}\nret\n")
    library = tmp_path / "libcode.so.1"
    subprocess.run(["gcc", "-shared", "-nostdlib", "-o", library, source], check=True)
    wheel = tmp_path / "code.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(library, "lib/libcode.so.1")
        archive.write(library, "lib/libcode.so")

    found = count_instructions(disassemble(wheel))

    assert found == expected


@pytest.mark.parametrize(
    ("found", "kind", "named"),
    [
        pytest.param(GOOD_AVX512._replace(tile=1), AVX512, "1 AMX", id="AMX in AVX-512"),
        pytest.param(GOOD_AVX2._replace(tile=2), AVX2, "2 AMX", id="AMX in AVX2"),
        pytest.param(GOOD_AVX512, AVX2, "900 AVX-512", id="AVX-512 in AVX2"),
        pytest.param(GOOD_AVX2, AVX512, "geen AVX-512", id="AVX-512 without it"),
        pytest.param(Instructions(0, 0, 0), AVX2, "geen AVX2", id="nothing was read"),
    ],
)
def test_a_build_that_is_not_of_its_kind_is_refused(found: Instructions, kind: Kind, named: str):
    with pytest.raises(SetupError, match=named):
        check_instructions(found, kind=kind)


def test_a_build_of_its_kind_is_accepted():
    check_instructions(GOOD_AVX2, kind=AVX2)
    check_instructions(GOOD_AVX512, kind=AVX512)
