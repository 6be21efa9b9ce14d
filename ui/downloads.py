"""Keep the last answers of the page ready to be taken along, under addresses nobody can guess.

Gradio's own way would be a file on disk behind a path that serves files; the page refuses that
path (ui/web_safety.py), so the document stays in memory and is written when it is asked for.
"""

import secrets
import threading
from collections import OrderedDict

from fastapi import Response

from rag.answer import Answer
from ui.answer_documents import answer_document
from ui.export_command import find_writer
from ui.page_text import GONE
from ui.take_along import compose
from ui.taken import TakenDocument
from ui.taken_answers import read_answer

_KEPT = 200  # answers, of about 20 kB; whoever comes back later asks again
_ID_BYTES = 16  # 128 bits

_MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
}


class Downloads:
    """The answers that can be taken along now; safe to use from several threads."""

    def __init__(self, *, kept: int = _KEPT) -> None:
        self._kept = kept
        self._documents: OrderedDict[str, TakenDocument] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, answer: Answer) -> str:
        """Keep an answer as it stands now; gives the name it is kept under."""
        document = compose([read_answer(answer_document(answer))])
        name = secrets.token_urlsafe(_ID_BYTES)
        with self._lock:
            self._documents[name] = document
            while len(self._documents) > self._kept:
                self._documents.popitem(last=False)
        return name

    def give(self, name: str, form: str) -> Response:
        """The file of the answer kept under a name; 404 when it never was, or is no longer."""
        with self._lock:
            document = self._documents.get(name)
        if document is None or form not in _MEDIA_TYPES:
            return Response(GONE, status_code=404, media_type="text/plain; charset=utf-8")
        headers = {
            "content-disposition": f'attachment; filename="kamerbrief-antwoord.{form}"',
            "cache-control": "no-store",  # what was asked stays in no cache
        }
        content = find_writer(form)(document)
        return Response(content, media_type=_MEDIA_TYPES[form], headers=headers)
