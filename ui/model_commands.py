"""The commands about the models: fetch them, check them, prove that they work here."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict

from models.errors import WeightsMissingError
from models.manifest import DEFAULT_ROLES, Weights, find_weights, read_manifest
from models.weights import WeightState, list_weights, verify
from rag.settings import Settings
from ui import terminal
from ui.printing import print_result, say


def fetch_models(options: argparse.Namespace, settings: Settings) -> int:
    """Fetch what is missing."""
    from tqdm import tqdm

    from models.fetch import Progress, fetch

    wanted = _find(options.roles or DEFAULT_ROLES)
    bar = tqdm(unit="B", unit_scale=True, desc="Modellen", file=sys.stderr, disable=None)
    with bar:

        def report(progress: Progress) -> None:
            bar.total = progress.total
            bar.set_description("Omzetten" if progress.activity == "convert" else progress.role)
            bar.update(progress.done - bar.n)

        folders = fetch(wanted, data_folder=settings.data, report=report, source=options.source)
    print_result(
        {"folders": [str(folder) for folder in folders]},
        lambda: "".join(f"Gereed: {folder}\n" for folder in folders),
        as_json=options.json,
    )
    return 0


def verify_models(options: argparse.Namespace, settings: Settings) -> int:
    """Hash every weight file."""
    wanted = [weights.role for weights in _find(options.roles or DEFAULT_ROLES)]
    states = list(verify(wanted, data_folder=settings.data))
    _print_states(states, as_json=options.json)
    if all(state.status == "present" for state in states):
        return 0
    say("kamerbrief: niet alle modellen zijn goed. Voer 'kamerbrief models fetch' uit.")
    return 1


def list_models(options: argparse.Namespace, settings: Settings) -> int:
    """Say which weights are there."""
    _print_states(list_weights(settings.data), as_json=options.json)
    return 0


def doctor(options: argparse.Namespace, settings: Settings) -> int:
    """Prove in child processes that the models work here."""
    from models.selftest import check_embedding, check_generation
    from rag.local_assistant import generator_file

    results = [check_embedding(settings.models, settings.data)]
    file, sha256 = generator_file(settings.models, settings.data)
    results.append(check_generation(settings.models, file, sha256))
    print_result(
        {"checks": [asdict(result) for result in results]},
        lambda: terminal.render_checks(results),
        as_json=options.json,
    )
    return 0 if all(result.ok for result in results) else 1


def _print_states(states: Sequence[WeightState], *, as_json: bool) -> None:
    document = {
        "weights": [
            {
                "role": state.weights.role,
                "title": state.weights.title,
                "licence": state.weights.licence,
                "status": state.status,
                "folder": str(state.folder),
            }
            for state in states
        ]
    }
    print_result(document, lambda: terminal.render_weights(states), as_json=as_json)


def _find(roles: Sequence[str]) -> tuple[Weights, ...]:
    known = [weights.role for weights in read_manifest()]
    for role in roles:
        if role not in known:
            raise WeightsMissingError(
                f"Er is geen model '{role}'.", f"Kies uit: {', '.join(known)}."
            )
    return tuple(find_weights(roles))
