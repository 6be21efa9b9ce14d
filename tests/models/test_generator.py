import struct
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import (
    GeneratorStoppedError,
    PromptTooLongError,
    SettingsError,
    WeightsDamagedError,
    WeightsMissingError,
)
from models.generator import GeneratorState, LocalGenerator, open_generator
from models.interfaces import Message, Prompt
from models.memory import MemoryShortError, cache_bytes, check_memory
from models.settings import ModelSettings
from models.supervisor import Patience
from models.worker_messages import Load

FAKE_WORKER = (sys.executable, str(Path(__file__).with_name("fake_worker.py")))
QUICK = Patience(silence_seconds=0.5, load_seconds=10, abort_seconds=1, restart_limit=2)


def gguf_text(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


def write_gguf_header(path: Path) -> Path:
    numbers = {
        "fake.block_count": 4,
        "fake.embedding_length": 64,
        "fake.attention.head_count": 8,
        "fake.attention.head_count_kv": 2,
    }
    data = b"GGUF" + struct.pack("<IQQ", 3, 0, len(numbers) + 1)
    data += gguf_text("general.architecture") + struct.pack("<I", 8) + gguf_text("fake")
    for key, number in numbers.items():
        data += gguf_text(key) + struct.pack("<II", 4, number)
    path.write_bytes(data)
    return path


def load_request(path: Path) -> Load:
    return Load(
        model=str(path),
        sha256="a" * 64,
        chat_format="chatml",
        context_tokens=2048,
        threads=2,
        fixed=(),
    )


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return write_gguf_header(tmp_path / "model.gguf")


@pytest.fixture
def generator(weights: Path) -> Iterator[LocalGenerator]:
    with LocalGenerator(load_request(weights), command=FAKE_WORKER, patience=QUICK) as opened:
        yield opened


def ask(content: str) -> Prompt:
    return Prompt(fixed=(), new=(Message(role="user", content=content),))


def long_answer(words: int = 500) -> Prompt:
    return ask(" ".join(f"woord{number}" for number in range(words)))


def test_pieces_come_in_order_and_the_stats_follow(generator: LocalGenerator):
    answer = generator.generate(ask("Nederland steunt dit"), max_tokens=20)

    assert list(answer) == ["Nederland ", "steunt ", "dit "]
    assert answer.stats is not None
    assert answer.stats.finish_reason == "stop"
    assert answer.stats.generated_tokens == 3


def test_an_answer_that_was_cut_off_says_so(generator: LocalGenerator):
    answer = generator.generate(ask("een twee drie"), max_tokens=2)

    assert "".join(answer) == "een twee "
    assert answer.stats is not None
    assert answer.stats.finish_reason == "length"


def test_tokens_are_counted_while_an_answer_is_written(generator: LocalGenerator):
    answer = generator.generate(long_answer(), max_tokens=600)
    next(answer)

    assert generator.count_tokens("vier woorden van tekst") == 4
    answer.close()


def test_a_prompt_that_does_not_fit_is_refused_and_the_model_lives_on(generator: LocalGenerator):
    with pytest.raises(PromptTooLongError, match="2048"):
        list(generator.generate(ask("te lang"), max_tokens=2047))

    assert "".join(generator.generate(ask("wel"), max_tokens=5)) == "wel "


def test_closing_between_pieces_stops_the_model(generator: LocalGenerator):
    answer = generator.generate(long_answer(), max_tokens=600)
    next(answer)

    answer.close()

    assert answer.stats is not None
    assert answer.stats.finish_reason == "abort"
    assert list(answer) == []


def test_closing_from_another_thread_stops_the_reading_of_the_prompt(generator: LocalGenerator):
    generator.count_tokens("")  # loaded
    answer = generator.generate(ask("SLEEP"), max_tokens=5)
    pieces: list[str] = []
    reader = threading.Thread(target=lambda: pieces.extend(answer))
    reader.start()
    time.sleep(0.2)

    start = time.monotonic()
    answer.close()
    reader.join()

    assert time.monotonic() - start < 1
    assert pieces == []
    assert "".join(generator.generate(ask("verder"), max_tokens=5)) == "verder "


def test_an_answer_that_is_let_go_frees_the_model(generator: LocalGenerator):
    next(generator.generate(long_answer(), max_tokens=600))

    assert "".join(generator.generate(ask("vrij"), max_tokens=5)) == "vrij "


def test_a_second_request_waits_for_the_first(generator: LocalGenerator):
    first = generator.generate(long_answer(30), max_tokens=600)
    next(first)
    second: list[str] = []
    waiting = threading.Thread(
        target=lambda: second.extend(generator.generate(ask("tweede"), max_tokens=5))
    )
    waiting.start()
    time.sleep(0.1)

    assert second == []
    list(first)
    waiting.join()
    assert second == ["tweede "]


def test_a_request_that_waits_its_turn_can_be_closed(generator: LocalGenerator):
    first = generator.generate(ask("begin SLEEP"), max_tokens=5)
    next(first)
    second = generator.generate(ask("tweede"), max_tokens=5)
    waiting = threading.Thread(target=lambda: list(second))
    waiting.start()

    second.close()
    waiting.join(timeout=1)

    assert not waiting.is_alive()
    first.close()


@pytest.mark.parametrize("name", ["KILL", "SEGV"])
def test_a_worker_that_dies_ends_its_request_and_the_next_one_works(
    generator: LocalGenerator, name: str
):
    answer = generator.generate(ask(f"begin {name} eind"), max_tokens=5)
    start = time.monotonic()

    with pytest.raises(GeneratorStoppedError, match=f"SIG{name}"):
        list(answer)

    assert time.monotonic() - start < 5
    assert generator.state == GeneratorState("stopped")
    assert "".join(generator.generate(ask("weer"), max_tokens=5)) == "weer "


def test_a_worker_that_hangs_is_killed_after_the_silence(generator: LocalGenerator):
    with pytest.raises(GeneratorStoppedError, match="reageerde"):
        list(generator.generate(ask("begin STOP eind"), max_tokens=5))

    assert "".join(generator.generate(ask("weer"), max_tokens=5)) == "weer "


def test_a_worker_that_the_system_holds_is_noticed_long_before_the_silence(weights: Path):
    patience = Patience(silence_seconds=60, suspended_seconds=0.3, abort_seconds=1)
    with LocalGenerator(load_request(weights), command=FAKE_WORKER, patience=patience) as generator:
        start = time.monotonic()
        with pytest.raises(GeneratorStoppedError, match="stilgezet"):
            list(generator.generate(ask("begin STOP eind"), max_tokens=5))

        assert time.monotonic() - start < 5
        assert "".join(generator.generate(ask("weer"), max_tokens=5)) == "weer "


def test_a_worker_that_reads_for_long_is_not_taken_for_one_that_is_held(weights: Path):
    patience = Patience(silence_seconds=1, suspended_seconds=0.1, abort_seconds=1)
    with (
        LocalGenerator(load_request(weights), command=FAKE_WORKER, patience=patience) as generator,
        pytest.raises(GeneratorStoppedError, match="reageerde 1 seconden niet"),
    ):
        list(generator.generate(ask("begin SLEEP eind"), max_tokens=5))


def test_closing_an_answer_of_a_stopped_worker_does_not_wait_for_ever(generator: LocalGenerator):
    answer = generator.generate(ask("begin STOP"), max_tokens=5)
    next(answer)
    time.sleep(0.1)

    start = time.monotonic()
    answer.close()

    assert time.monotonic() - start < 2
    assert "".join(generator.generate(ask("weer"), max_tokens=5)) == "weer "


def test_a_worker_that_keeps_dying_is_left_alone(generator: LocalGenerator):
    for _ in range(3):
        with pytest.raises(GeneratorStoppedError, match="SIGKILL"):
            list(generator.generate(ask("KILL"), max_tokens=5))

    with pytest.raises(GeneratorStoppedError, match="2 keer opnieuw gestart"):
        list(generator.generate(ask("nog eens"), max_tokens=5))
    assert generator.state.phase == "failed"


def test_loading_happens_in_the_background_and_its_state_can_be_read(weights: Path):
    command = (*FAKE_WORKER, "--slow")
    with LocalGenerator(load_request(weights), command=command, patience=QUICK) as generator:
        generator.start()

        assert generator.state == GeneratorState("loading")
        assert generator.count_tokens("twee woorden") == 2
        assert generator.state == GeneratorState("ready")


def test_closing_while_it_loads_leaves_no_process(weights: Path):
    command = (*FAKE_WORKER, "--slow")
    generator = LocalGenerator(load_request(weights), command=command, patience=QUICK)
    generator.start()
    time.sleep(0.2)

    generator.close()

    with pytest.raises(RuntimeError, match="closed"):
        generator.start()


def test_damaged_weights_are_named_and_do_not_count_as_restarts(weights: Path):
    command = (*FAKE_WORKER, "--damaged")
    with LocalGenerator(load_request(weights), command=command, patience=QUICK) as generator:
        for _ in range(4):
            with pytest.raises(WeightsDamagedError):
                list(generator.generate(ask("vraag"), max_tokens=5))

        assert generator.state == GeneratorState(
            "failed", "Het bestand is beschadigd. Haal het opnieuw op."
        )


def test_missing_weights_are_named(tmp_path: Path):
    request = load_request(tmp_path / "weg.gguf")
    with (
        LocalGenerator(request, command=FAKE_WORKER, patience=QUICK) as generator,
        pytest.raises(WeightsMissingError, match=r"weg\.gguf"),
    ):
        generator.count_tokens("x")


def test_an_unknown_chat_format_is_refused_before_anything_starts(weights: Path):
    with pytest.raises(SettingsError, match="alpaca"):
        open_generator(ModelSettings(chat_format="alpaca"), weights, "")


def test_the_fingerprint_follows_the_settings(weights: Path):
    plain = open_generator(ModelSettings(), weights, "a" * 64)
    same = open_generator(ModelSettings(), weights, "a" * 64)
    other = open_generator(ModelSettings(context_tokens=1024), weights, "a" * 64)

    assert len(plain.fingerprint) == 16
    assert plain.fingerprint == same.fingerprint != other.fingerprint


def test_the_fingerprint_of_a_file_without_known_hash_is_its_found_hash(weights: Path):
    request = load_request(weights)
    unknown = replace(request, sha256="")
    known = replace(request, sha256="f" * 64)

    with LocalGenerator(unknown, command=FAKE_WORKER, patience=QUICK) as generator:
        found = generator.fingerprint

    assert found == LocalGenerator(known, command=FAKE_WORKER).fingerprint


def test_the_cache_of_a_context_follows_from_the_header(weights: Path):
    # 4 blocks, 2 heads of 8 numbers for keys and as many for values, 2 bytes each
    assert cache_bytes(weights, context_tokens=100) == 4 * 2 * (8 + 8) * 2 * 100


def test_a_model_that_does_not_fit_in_memory_is_refused_with_the_figures(
    weights: Path, tmp_path: Path
):
    figures = tmp_path / "meminfo"
    figures.write_text("MemTotal: 2000000 kB\nMemAvailable:    500000 kB\n")

    with pytest.raises(MemoryShortError, match=r"1\.0\d\d MB geheugen nodig.*512 MB vrij"):
        check_memory(weights, context_tokens=2048, figures=figures)


@pytest.mark.parametrize("size", [0, 3, 10, 40, 100], ids="first {} bytes".format)
def test_a_header_that_is_cut_off_is_damaged(weights: Path, size: int):
    weights.write_bytes(weights.read_bytes()[:size])

    with pytest.raises(WeightsDamagedError):
        cache_bytes(weights, context_tokens=100)
