"""Which models are used, and how much of the machine they may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ModelSettings:
    """The [models] table of kamerbrief.toml."""

    # "" = the one the manifest names, in the data folder; else a folder or file of the user's own
    embedder: str = ""
    generator: str = ""
    # how the generator marks turns: see models/chat_format.py
    chat_format: str = "chatml"
    threads: int = 2  # the machine this is made for has two cores
    context_tokens: int = 2048  # the fixed prompt, 400 new tokens and the answer fit with room left
    # the sha256 that a generator of the user's own must have; "" = taken on trust, and said so
    generator_sha256: str = ""
