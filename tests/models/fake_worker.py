"""A worker without a model: it speaks the protocol of models/worker_messages.py, predictably.

It answers every prompt with the words of the last message, one a piece, and acts on these words:
``SLEEP`` waits a minute while "reading" (an abort ends it), ``KILL``, ``SEGV`` and ``STOP`` send
itself that signal. With ``--damaged`` it refuses to load, with ``--slow`` it loads for a second.
"""

import os
import signal
import sys
import threading
import time
from queue import Queue

from models.worker_messages import (
    Abort,
    Count,
    Counted,
    Event,
    Finished,
    FinishReason,
    Generate,
    Load,
    LoadFailed,
    Ready,
    Shutdown,
    TooLong,
    Written,
    decode_request,
    encode,
)


def send(event: Event) -> None:
    sys.stdout.buffer.write(encode(event))
    sys.stdout.buffer.flush()


def answer(request: Generate, aborted: threading.Event) -> None:
    words = request.messages[-1].content.split()
    if len(words) + request.max_tokens > 2048:
        send(TooLong(request.id, len(words), 2048))
        return
    written = 0
    reason: FinishReason = "stop"
    for word in words:
        if word in ("KILL", "SEGV", "STOP"):
            os.kill(os.getpid(), signal.Signals[f"SIG{word}"])
        if word == "SLEEP":
            aborted.wait(60)
        if aborted.is_set():
            reason = "abort"
            break
        if written == request.max_tokens:
            reason = "length"
            break
        send(Written(request.id, f"{word} "))
        written += 1
        time.sleep(0.01)
    send(Finished(request.id, reason, len(words), len(words), written, 0.1, 0.2))


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load = decode_request(sys.stdin.buffer.readline())
    assert isinstance(load, Load)
    if "--slow" in sys.argv:
        time.sleep(1)
    if "--damaged" in sys.argv:
        send(
            LoadFailed("WeightsDamagedError", "Het bestand is beschadigd.", "Haal het opnieuw op.")
        )
        return
    send(Ready(load.sha256 or "f" * 64, 0.0))
    requests: Queue[Generate] = Queue()
    aborted = threading.Event()

    def work():
        while True:
            request = requests.get()
            aborted.clear()
            answer(request, aborted)

    threading.Thread(target=work, daemon=True).start()
    for line in sys.stdin.buffer:
        request = decode_request(line)
        if isinstance(request, Generate):
            requests.put(request)
        elif isinstance(request, Count):
            send(Counted(request.id, len(request.text.split())))
        elif isinstance(request, Abort):
            aborted.set()
        elif isinstance(request, Shutdown):
            break


if __name__ == "__main__":
    main()
