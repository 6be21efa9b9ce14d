"""Errors of evaluation that a person can fix.

FixableError (models/errors.py)
├── QuestionsUnusableError  a question file that cannot be read, or that asks about other letters
├── RunMismatchError        a run that was begun with other questions, settings, models or letters
└── RunMissingError         no run where one should be
"""

from models.errors import FixableError


class QuestionsUnusableError(FixableError):
    """A question file cannot be read, or its letters are not in the index."""


class RunMismatchError(FixableError):
    """Two runs, or two halves of one, were not made from the same things."""


class RunMissingError(FixableError):
    """There is no run in the given folder."""
