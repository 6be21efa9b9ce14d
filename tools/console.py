"""Say in one line what is being done and how long it took; all other output goes to a log file."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "build" / "logs"
LAST_LINES = 15  # of a log, shown when a step fails: enough for a compiler's or pip's own message
PATIENCE = 15.0  # seconds a command gets to end by itself before it is killed


class SetupError(Exception):
    """Something a person can fix; the text is Dutch and says how."""


@contextlib.contextmanager
def step(label: str) -> Generator[None]:
    """Print what is being done, and behind it the seconds it took."""
    print(f"{label} ... ", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print("niet gelukt", flush=True)
        raise
    print(f"klaar in {time.monotonic() - started:.0f} s", flush=True)


def run_logged(
    command: Sequence[str | Path], *, log: Path, environment: Mapping[str, str] | None = None
) -> None:
    """Run a command in the project's folder, its output added to the log.

    Raises SetupError with the last lines of the log when the command fails.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        output.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        output.flush()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # a group of its own: a compiler started by pip started by us ends with us as well
            start_new_session=True,
        )
        try:
            code = process.wait()
        finally:
            if process.poll() is None:
                _end_group(process)
    if code:
        raise SetupError(
            f"{last_lines(log)}\n\nDe opdracht {Path(command[0]).name} is mislukt (code {code}); "
            f"alles staat in {log}. Dezelfde make-opdracht gaat verder waar het bleef."
        )


def run_shown(
    command: Sequence[str | Path], *, environment: Mapping[str, str] | None = None
) -> int:
    """Run a command whose output is for the reader; give its exit code."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        return process.wait()
    except KeyboardInterrupt:
        # the terminal has sent Ctrl-C to the command too; let it put its things in order
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=PATIENCE)
        raise
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


@contextlib.contextmanager
def locked(path: Path) -> Generator[None]:
    """Hold a lock file, after waiting for who else holds it; it ends with its process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Wacht tot een andere make-opdracht van Kamerbrief klaar is.", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def last_lines(log: Path) -> str:
    """Give the end of a log, as much as fits on a screen."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-LAST_LINES:])


def run_tool(work: Callable[[], None]) -> None:
    """Run a script's main function; a SetupError or Ctrl-C becomes plain text and an exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        work()
    except SetupError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nAfgebroken. Dezelfde opdracht gaat verder waar het bleef.", file=sys.stderr)
        sys.exit(130)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
