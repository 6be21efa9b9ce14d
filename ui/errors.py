"""Errors of what is taken along or kept; a person can mend each of them.

FixableError (models/errors.py)
├── AnswerFileError       a file holds no answer of 'kamerbrief ask --json'
├── FileUnwritableError   a file exists already, or cannot be written where it should be
└── ConversationsError    the file of saved conversations cannot be used, or lacks what is asked
"""

from models.errors import FixableError


class AnswerFileError(FixableError):
    """A file holds no answer that ``kamerbrief ask --json`` printed."""


class FileUnwritableError(FixableError):
    """A file is there already, or cannot be written where it should be."""


class ConversationsError(FixableError):
    """The file of saved conversations cannot be used, or does not hold what is asked for."""
