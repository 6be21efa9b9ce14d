"""Whether embedding and batched generation work on this machine, proven in child processes.

Native code that does not suit the processor ends a process without a word; here that is a child,
and the result says so. ``python -m models.selftest`` is the child that embeds.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from models.errors import FixableError
from models.generator import open_generator
from models.interfaces import Message, Prompt
from models.settings import ModelSettings

# over 64 tokens, so that they are read as a batch: single tokens also work where batches crash
BATCHED_QUESTION = " ".join(f"Regel {number} van de proef." for number in range(1, 17))
EMBEDDED_QUESTION = "Wat zei Nederland?"
EMBEDDING_COMMAND = (sys.executable, "-P", "-m", "models.selftest")


@dataclass(frozen=True)
class CheckResult:
    """One line of ``kamerbrief doctor``; ``detail`` is Dutch."""

    name: str
    ok: bool
    detail: str
    seconds: float


def check_generation(
    settings: ModelSettings, model_path: Path, expected_sha256: str
) -> CheckResult:
    """Load the model in its worker and let it answer a prompt that is read as one batch."""
    start = time.monotonic()
    prompt = Prompt(fixed=(), new=(Message(role="user", content=BATCHED_QUESTION),))
    try:
        with open_generator(settings, model_path, expected_sha256) as generator:
            answer = generator.generate(prompt, max_tokens=8)
            for _ in answer:
                pass
    except FixableError as error:
        return CheckResult("taalmodel", False, str(error), time.monotonic() - start)
    assert answer.stats is not None  # it ended by itself
    speed = answer.stats.evaluated_tokens / (answer.stats.seconds_to_first_token or 1)
    detail = f"{answer.stats.evaluated_tokens} tokens in één keer gelezen, {speed:.0f} per seconde"
    return CheckResult("taalmodel", True, detail, time.monotonic() - start)


def check_embedding(
    settings: ModelSettings,
    data_folder: Path,
    *,
    command: tuple[str, ...] = EMBEDDING_COMMAND,
    limit_seconds: float = 120,
) -> CheckResult:
    """Embed a question in a child process."""
    start = time.monotonic()

    def result(ok: bool, detail: str) -> CheckResult:
        return CheckResult("embedder", ok, detail, time.monotonic() - start)

    paths = [str(Path(__file__).parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        child = subprocess.run(
            command,
            input=json.dumps({"data_folder": str(data_folder), "settings": asdict(settings)}),
            capture_output=True,
            text=True,
            check=False,
            timeout=limit_seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
    except subprocess.TimeoutExpired:
        return result(False, f"Geen antwoord binnen {limit_seconds:.0f} seconden.")
    if child.returncode == 0:
        return result(True, child.stdout.strip())
    if child.returncode < 0:
        name = signal.Signals(-child.returncode).name
        return result(False, f"Het proces is gestopt ({name}): dit werkt niet op deze processor.")
    last_line = (child.stderr.strip() or "Het proces gaf geen reden.").splitlines()[-1]
    return result(False, last_line)


def main() -> None:
    """Embed a question as the JSON on stdin says, and print what came of it."""
    request = json.load(sys.stdin)
    known = {field.name for field in fields(ModelSettings)}
    settings = ModelSettings(**{key: request["settings"][key] for key in known})
    from models.embedder import open_embedder  # heavy, and only the child needs it

    try:
        embedder = open_embedder(settings, Path(request["data_folder"]))
        vector = embedder.embed_question(EMBEDDED_QUESTION)
    except FixableError as error:
        sys.exit(str(error))
    length = float((vector**2).sum() ** 0.5)
    if abs(length - 1) > 1e-3:
        sys.exit(f"De vector heeft lengte {length:.3f} in plaats van 1.")
    sys.stdout.write(f"vraag omgezet in {embedder.dimensions} getallen\n")


if __name__ == "__main__":
    main()
