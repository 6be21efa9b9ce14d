"""Turn what people thought of answers into candidates for gold questions.

A candidate is a line of a question file (eval/questions.py) with ``needs_check``: it holds what
the answer showed, not what is right. A person decides which evidence stays, what a good answer
says, and takes the mark away.
"""

import json
from collections.abc import Sequence
from typing import Any

from ui.saved_turns import JudgedTurn
from ui.taken_answers import TakenAnswer, read_answer

_TO_DO = {
    "goed": "Kijk na of dit antwoord klopt en volledig is.",
    "onjuist": "Het antwoord is onjuist genoemd: vul in wat er wel in de brieven staat.",
    "onvolledig": "Het antwoord is onvolledig genoemd: vul aan wat ontbreekt.",
    "verkeerde bron": "Een bron is verkeerd genoemd: zoek de plaats waarop het antwoord berust.",
    "verkeerde spreker": "Een spreker is verkeerd genoemd: kijk na wie dit zegt.",
}


def write_candidates(judged: Sequence[JudgedTurn]) -> bytes:
    """JSONL in UTF-8, one candidate for each judgement; ``read_questions`` reads it."""
    lines = (
        json.dumps(make_candidate(each, number), ensure_ascii=False)
        for number, each in enumerate(judged, start=1)
    )
    # a half sign in what was typed must not make the whole file unreadable
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def make_candidate(judged: JudgedTurn, number: int) -> dict[str, Any]:
    """One candidate; only what was called good proposes its own words as the answer."""
    answer = read_answer(judged.turn.answer)
    is_good = judged.reason == "goed"
    answerable = answer.status != "not_in_letters"
    speakers = [actor for each in answer.citations for actor in each.actors]
    return {
        "id": f"oordeel-{number}-{judged.turn.id}",
        "question": answer.understood or answer.question,
        "type": _type(judged, answerable=answerable),
        "answerable": answerable,
        "answer": " ".join(each.text for each in answer.sentences) if is_good else "",
        "actors": list(dict.fromkeys(speakers)) if judged.reason != "verkeerde spreker" else [],
        "must_include": _must_include(answer) if is_good else [],
        "must_not_include": [],
        "evidence": [
            {
                "file": each.file,
                "quote": each.quote,
                "also_in": [place.file for place in each.also_in],
                "group": each.number,
                "actors": list(each.actors),
            }
            for each in answer.citations
        ],
        "note": " ".join(filter(None, (_TO_DO[judged.reason], judged.remark))),
        "needs_check": True,
        "reason": judged.reason,
        "remark": judged.remark,
        "judged": judged.created,
        "turn": judged.turn.id,
    }


def _type(judged: JudgedTurn, *, answerable: bool) -> str:
    """The kind of gold question, as far as the question itself tells."""
    inferred: dict[str, Any] = judged.turn.answer.get("inferred") or dict[str, Any]()
    if not answerable:
        return "unanswerable"
    if inferred.get("kind") in ("figure", "date"):
        return "numeric"
    return "actor" if inferred.get("actors") else "single"


def _must_include(answer: TakenAnswer) -> list[str]:
    """The figures, dates and names that were set off: what the question was after."""
    parts = (
        each.text[span.start : span.end] for each in answer.sentences for span in each.emphasis
    )
    return list(dict.fromkeys(part for part in parts if part.strip()))
