import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.console import LAST_LINES, ROOT, SetupError, locked, run_logged, step


def is_running(process_id: int) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return ") Z " not in Path(f"/proc/{process_id}/stat").read_text()
    return False


def test_a_step_is_one_line_with_its_duration(capsys: pytest.CaptureFixture[str]):
    with step("Bouwen"):
        pass

    assert capsys.readouterr().out == "Bouwen ... klaar in 0 s\n"


def test_output_goes_to_the_log_and_not_to_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    run_logged(["echo", "veel tekst"], log=tmp_path / "logs" / "build.log")

    assert capfd.readouterr().out == ""
    assert "veel tekst" in (tmp_path / "logs" / "build.log").read_text()


def test_a_failed_command_shows_the_end_of_its_log_and_where_it_is(tmp_path: Path):
    log = tmp_path / "build.log"

    with pytest.raises(SetupError) as raised:
        run_logged(["sh", "-c", "seq 100; echo fatal error; exit 3"], log=log)

    text = str(raised.value)
    assert "fatal error" in text
    assert "\n1\n" not in text
    assert len(text.splitlines()) <= LAST_LINES + 3
    assert str(log) in text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda sent: sent.name)
def test_an_interrupted_step_takes_everything_it_started_with_it(
    number: signal.Signals, tmp_path: Path
):
    log = tmp_path / "build.log"
    script = (
        "from pathlib import Path\n"
        "from tools.console import run_logged, run_tool\n"
        "def work():\n"
        "    command = ['sh', '-c', 'sleep 60 & echo sleeper $!; wait']\n"
        f"    run_logged(command, log=Path({str(log)!r}))\n"
        "run_tool(work)\n"
    )
    tool = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    while not (log.exists() and "\nsleeper " in log.read_text()):
        time.sleep(0.02)
    sleeper = int(log.read_text().rsplit("\nsleeper ", 1)[1].split()[0])

    os.kill(tool.pid, number)
    _, message = tool.communicate(timeout=20)

    assert tool.returncode == 130
    assert message == "\nAfgebroken. Dezelfde opdracht gaat verder waar het bleef.\n"
    assert not is_running(sleeper)


def test_a_second_process_waits_for_the_first_and_says_so(tmp_path: Path):
    lock = tmp_path / "lock"
    script = (
        "from pathlib import Path\n"
        "from tools.console import locked\n"
        f"with locked(Path({str(lock)!r})):\n"
        "    print('binnen')\n"
    )
    with locked(lock):
        second = subprocess.Popen(
            [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert second.stdout is not None
        first_line = second.stdout.readline()

    rest, _ = second.communicate(timeout=20)

    assert first_line == "Wacht tot een andere make-opdracht van Kamerbrief klaar is.\n"
    assert rest == "binnen\n"
