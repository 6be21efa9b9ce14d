"""Keep the libraries from calling home; to be called before any of them is imported."""

import os
import sys

SILENT = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    # not about the network: its threads would compete with the model's, and warn at every fork
    "TOKENIZERS_PARALLELISM": "false",
}


def stay_offline() -> None:
    """Make calls home impossible in this process and its children; calling it again is harmless."""
    os.environ.update(SILENT)
    # openvino reports its use unless told otherwise, already when it is imported. It has no switch
    # for that, but falls back on a stand-in that does nothing when this package cannot be imported.
    sys.modules["openvino_telemetry"] = None  # pyright: ignore[reportArgumentType] - documented use
