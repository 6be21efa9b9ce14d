"""Read the fields of a JSON document, and refuse what is of another type (``TypeError``)."""

from typing import Any, cast

from index.letter import Span


def read_record(value: object) -> dict[str, Any]:
    """An object of names and values."""
    if not isinstance(value, dict):
        raise TypeError("hier hoort een object te staan")
    return cast("dict[str, Any]", value)


def read_text(record: dict[str, Any], name: str) -> str:
    """A text; "" where the document has null, or was written before the key existed."""
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} is geen tekst")
    return value or ""


def read_number(record: dict[str, Any], name: str) -> int:
    """A whole number of 0 or more, which must be there (else ``KeyError``)."""
    value = record[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{name} is geen getal")
    return value


def read_texts(record: dict[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts; () where there is none."""
    values = _list(record, name)
    if not all(isinstance(each, str) for each in values):
        raise TypeError(f"{name} bevat iets anders dan tekst")
    return tuple(cast("list[str]", values))


def read_numbers(record: dict[str, Any], name: str) -> tuple[int, ...]:
    """A list of whole numbers of 0 or more; () where there is none."""
    values = _list(record, name)
    if not all(
        isinstance(each, int) and not isinstance(each, bool) and each >= 0 for each in values
    ):
        raise TypeError(f"{name} bevat iets anders dan nummers")
    return tuple(cast("list[int]", values))


def read_records(record: dict[str, Any], name: str) -> tuple[dict[str, Any], ...]:
    """A list of objects; () where there is none."""
    return tuple(read_record(each) for each in _list(record, name))


def read_spans(record: dict[str, Any], name: str) -> tuple[Span, ...]:
    """A list of [start, end]; () where there is none."""
    spans: list[Span] = []
    for pair in _list(record, name):
        match pair:
            case [int(start), int(end)] if 0 <= start <= end:
                spans.append(Span(start, end))
            case _:
                raise TypeError(f"{name} bevat iets anders dan paren van begin en einde")
    return tuple(spans)


def _list(record: dict[str, Any], name: str) -> list[object]:
    values: object = record.get(name) or []
    if not isinstance(values, list):
        raise TypeError(f"{name} is geen lijst")
    return cast("list[object]", values)
