"""Make the embedder's folder out of what was fetched, and check it against known vectors."""

import json
from pathlib import Path

import numpy as np

from models.e5 import write_folder
from models.embedder import NETWORK, encode, load_torch, open_folder
from models.errors import WeightsDamagedError
from models.offline import stay_offline

# Five texts with the vectors that the packed file's own engine gives for them.
KNOWN_VECTORS = Path(__file__).with_name("known_vectors.json")
LIKENESS = 0.999  # cosine; the right weights give 0.9998 (the engine rounds), wrong ones below 0.9


def convert_embedder(fetched: Path, folder: Path) -> None:
    """Write a sentence-transformers folder with its network in OpenVINO's form beside it.

    Raises ``WeightsDamagedError`` when its vectors are not the known ones.
    """
    stay_offline()
    from models.openvino_module import to_openvino, write_network

    write_folder(fetched / "e5-small-q4.bin", fetched / "tokenizer.json", folder)
    (folder / NETWORK).parent.mkdir()
    write_network(to_openvino(load_torch(folder)), folder / NETWORK)
    check_known_vectors(folder)


def check_known_vectors(folder: Path, known: Path = KNOWN_VECTORS) -> None:
    """Raise ``WeightsDamagedError`` unless the folder's embedder gives the known vectors."""
    model = open_folder(folder, threads=1)
    for case in json.loads(known.read_text(encoding="utf-8")):
        expected = np.array(case["vector"], np.float32)
        cosine = float(encode(model, case["text"], prompt=case["prompt"]) @ expected)
        if cosine < LIKENESS * float(np.linalg.norm(expected)):
            raise WeightsDamagedError(
                f"De omgezette embedder geeft andere vectoren dan de bekende "
                f"(cosinus {cosine:.3f}).",
                "Voer 'kamerbrief models fetch' opnieuw uit; blijft dit, meld het dan.",
            )
