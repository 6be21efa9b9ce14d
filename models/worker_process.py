"""The parent's end of the model's process: start it, talk to it, end it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import TypeAlias

from models.worker_messages import Event, Load, LoadFailed, Ready, Request, decode_event, encode

WORKER_COMMAND = (sys.executable, "-P", "-m", "models.worker")  # -P: not the folder one happens in
LOADING = 0  # the channel of the events that answer no numbered request

Channel: TypeAlias = "SimpleQueue[Event | None]"  # None = the process has ended


class WorkerProcess:
    """A running worker; its events go to the channel of the request they answer."""

    def __init__(self, load: Load, *, command: Sequence[str] = WORKER_COMMAND) -> None:
        self._channels: dict[int, Channel] = {}
        self._channels_lock = threading.Lock()
        self._writing = threading.Lock()
        self._has_ended = False
        root = str(Path(__file__).parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl-C reaches the parent only, and it decides
        )
        self.loading = self.open_channel(LOADING)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.send(load)

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return not self._has_ended and self._process.poll() is None

    @property
    def is_suspended(self) -> bool:
        """Whether the system holds the process (SIGSTOP, a debugger): it will not answer."""
        try:
            stat = Path(f"/proc/{self._process.pid}/stat").read_text("ascii", "replace")
        except (FileNotFoundError, ProcessLookupError):
            return False  # it has ended, or this system has no /proc
        # proc(5): the state follows the name, which may itself hold spaces and brackets
        return stat.rpartition(")")[2].split()[0] in ("T", "t")

    @property
    def ending(self) -> str:
        """How the process ended: the name of a signal, or its exit code."""
        code = self._process.poll()
        if code is None:
            return "loopt nog"
        if code < 0:
            return signal.Signals(-code).name
        return f"code {code}"

    def open_channel(self, request_id: int) -> Channel:
        """Give the queue in which the answers to a request will come."""
        channel: Channel = SimpleQueue()
        with self._channels_lock:
            self._channels[request_id] = channel
            if self._has_ended:
                channel.put(None)
        return channel

    def close_channel(self, request_id: int) -> None:
        """Let go of what may still come for a request."""
        with self._channels_lock:
            self._channels.pop(request_id, None)

    def send(self, request: Request) -> None:
        """Send a request; a process that has ended says so in every channel, not here."""
        assert self._process.stdin is not None  # asked for above
        with self._writing:
            try:
                self._process.stdin.write(encode(request))
                self._process.stdin.flush()
            except (BrokenPipeError, ValueError):  # ValueError: closed by kill()
                return

    def kill(self) -> None:
        """End the process at once, also when it is stopped or stuck; safe to repeat."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None  # asked for above
            try:
                pipe.close()
            except BrokenPipeError:  # a request it never read
                continue

    def _read(self) -> None:
        assert self._process.stdout is not None  # asked for above
        try:
            for line in self._process.stdout:
                if line.endswith(b"\n"):  # else it ended in the middle of a line
                    self._pass_on(decode_event(line))
        finally:
            self._process.wait()
            with self._channels_lock:
                self._has_ended = True
                for channel in self._channels.values():
                    channel.put(None)

    def _pass_on(self, event: Event) -> None:
        request_id = LOADING if isinstance(event, Ready | LoadFailed) else event.id
        with self._channels_lock:
            channel = self._channels.get(request_id)
        if channel is not None:
            channel.put(event)
