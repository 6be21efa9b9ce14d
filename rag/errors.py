"""Errors of questions that a person can fix."""

from models.errors import FixableError


class QuestionError(FixableError):
    """A question that cannot be asked: empty, or far too long."""
