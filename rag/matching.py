"""Which terms of a question a text speaks about: the coverage of ``index``, for a question."""

from collections.abc import Callable

from index.coverage import Coverage
from rag.question import Question


class Matcher(Coverage):
    """Compares texts with the subjects of a question as understood."""

    def __init__(
        self, question: Question, document_frequency: Callable[[str], int], size: int
    ) -> None:
        super().__init__(question.subjects, document_frequency, size)
