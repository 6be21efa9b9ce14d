import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.processor import LEAST, WIDE, choose_kind

AVX512 = LEAST | WIDE
# cmake flag -> what /proc/cpuinfo calls the instructions it turns on
NEEDS = {
    "GGML_AVX": {"avx"},
    "GGML_AVX2": {"avx2"},
    "GGML_FMA": {"fma"},
    "GGML_F16C": {"f16c"},
    "GGML_BMI2": {"bmi2"},
    "GGML_AVX512": {"avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512cd"},
    "GGML_AVX512_VNNI": {"avx512_vnni"},
    "GGML_AVX512_VBMI": {"avx512vbmi"},
    "GGML_AVX512_BF16": {"avx512_bf16"},
}
AMX = {"amx_tile", "amx_int8", "amx_bf16"}
FLAGS = frozenset[str]().union(*NEEDS.values(), AMX)


@pytest.mark.parametrize(
    ("flags", "name"),
    [
        pytest.param(LEAST, "AVX2", id="laptop of 2014"),
        pytest.param(AVX512 - {"avx512_vnni"}, "AVX2", id="AVX-512 without VNNI is not worth it"),
        pytest.param(AVX512 - {"avx512cd"}, "AVX2", id="AVX-512 with a part missing"),
        pytest.param(AVX512, "AVX-512", id="server of 2019"),
        pytest.param(AVX512 | AMX, "AVX-512", id="server with AMX"),
    ],
)
def test_the_fastest_safe_build_is_chosen(flags: frozenset[str], name: str):
    kind = choose_kind(flags)

    assert kind is not None
    assert kind.name == name


@pytest.mark.parametrize("absent", sorted(LEAST))
def test_a_processor_below_avx2_is_refused(absent: str):
    assert choose_kind(AVX512 - {absent}) is None


@given(st.frozensets(st.sampled_from(sorted(FLAGS))).map(LEAST.union))
def test_no_build_uses_what_the_processor_lacks(flags: frozenset[str]):
    kind = choose_kind(flags)

    assert kind is not None
    turned_on = [flag[2:-3] for flag in kind.cmake_flags if flag.endswith("=ON")]
    assert all(NEEDS[flag] <= flags for flag in turned_on if flag != "GGML_SSE42")


@given(st.frozensets(st.sampled_from(sorted(FLAGS))).map(LEAST.union))
def test_amx_and_the_builders_own_processor_are_never_used(flags: frozenset[str]):
    kind = choose_kind(flags)

    assert kind is not None
    assert {
        "-DGGML_NATIVE=OFF",
        "-DGGML_AMX_TILE=OFF",
        "-DGGML_AMX_INT8=OFF",
        "-DGGML_AMX_BF16=OFF",
    } <= set(kind.cmake_flags)
