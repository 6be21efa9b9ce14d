"""Errors of letters and of the stored index that a person can fix.

FixableError (models/errors.py)
├── UnreadableFileError     a file that cannot become a letter
├── LettersMissingError     nothing to read at the given path
├── LetterUnknownError      no letter by that name in the index
├── StoreMissingError       there is no index yet
├── StoreDamagedError       a file of the index does not have its recorded hash
├── StoreOutdatedError      the index was made by another version or another embedder
├── StoreBusyError          another process is writing the same index
└── StoreUnwritableError    the index cannot be written where it should be
"""

from models.errors import FixableError


class UnreadableFileError(FixableError):
    """A file that cannot become a letter; the batch goes on without it."""


class LettersMissingError(FixableError):
    """There is nothing to read at the given path."""


class LetterUnknownError(FixableError):
    """No letter in the index goes by that identifier or file name."""


class StoreMissingError(FixableError):
    """There is no index at the given place yet."""


class StoreDamagedError(FixableError):
    """A file of the index does not have the hash its manifest records."""


class StoreOutdatedError(FixableError):
    """The index was made by another version of the reader, or with another embedder."""


class StoreBusyError(FixableError):
    """Another process is writing the same index."""


class StoreUnwritableError(FixableError):
    """The index cannot be written where it should be."""
