"""Errors that a person can fix; every other exception is a bug and keeps its traceback.

FixableError
├── SettingsError           kamerbrief.toml has an unknown key or an impossible value
├── WeightsMissingError     no weights in the data folder
├── WeightsDamagedError     a weight file does not have the hash it should have
├── FetchError              weights could not be fetched
├── PromptTooLongError      prompt and answer do not fit the model's context
├── GeneratorStoppedError   the model's process ended while it was writing
└── index/errors.py         errors of letters and of the stored index
"""


class FixableError(Exception):
    """One Dutch line that says what is wrong, and one that says what helps."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


class SettingsError(FixableError):
    """The settings file has an unknown key or an impossible value."""


class WeightsMissingError(FixableError):
    """A weight file is not in the data folder."""


class WeightsDamagedError(FixableError):
    """A weight file does not have the hash that the manifest records."""


class FetchError(FixableError):
    """Weights could not be fetched."""


class PromptTooLongError(FixableError):
    """The prompt and the room for an answer do not fit the model's context."""


class GeneratorStoppedError(FixableError):
    """The model's process ended before it had finished writing."""
