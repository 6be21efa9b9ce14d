"""Errors of evaluation that a person can fix.

FixableError (models/errors.py)
├── QuestionsUnusableError  a question file that cannot be read, or that asks about other letters
├── LabelsUnusableError     labels whose documents are not there, or are read differently
├── RunMismatchError        a run that was begun with other questions, settings, models or letters
└── RunMissingError         no run where one should be
"""

from models.errors import FixableError


class QuestionsUnusableError(FixableError):
    """A question file cannot be read, or its letters are not in the index."""


class LabelsUnusableError(FixableError):
    """The documents that labels belong to are not there, or are read differently by now."""


class RunMismatchError(FixableError):
    """Two runs, or two halves of one, were not made from the same things."""


class RunMissingError(FixableError):
    """There is no run in the given folder."""
