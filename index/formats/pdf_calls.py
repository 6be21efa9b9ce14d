"""PDFium's functions, called by address: without the conversions of their wrappers.

Those conversions take three times as long as the call itself. Every call from Python costs as much
as reading a character does, so whoever reads whole pages asks for many answers at once with ``map``
and lets PDFium write them side by side into one array. NULL is None, here and in the answers.
"""

import ctypes
from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_int, c_void_p
from typing import TypeAlias, cast

import pypdfium2.raw as pdfium

Handle: TypeAlias = int | None
_Integer: TypeAlias = Callable[..., int]
_Pointer: TypeAlias = Callable[..., Handle]
_V, _I = c_void_p, c_int


def address_of(handle: object) -> Handle:
    """The address that a function, or one of the wrappers' handles, holds."""
    return ctypes.cast(cast("c_void_p", handle), c_void_p).value


def _by_address(name: str, result: object, *arguments: object) -> Callable[..., object]:
    address = address_of(getattr(pdfium, name))
    make = cast("Callable[..., Callable[[int | None], Callable[..., object]]]", PYFUNCTYPE)
    return make(result, *arguments)(address)


def _integer(name: str, *arguments: object) -> _Integer:
    return cast("_Integer", _by_address(name, c_int, *arguments))


def _pointer(name: str, *arguments: object) -> _Pointer:
    return cast("_Pointer", _by_address(name, c_void_p, *arguments))


# a page's text: (text page, character, ...)
count_characters = _integer("FPDFText_CountChars", _V)
get_text = _integer("FPDFText_GetText", _V, _I, _I, _V)
get_unicode = _integer("FPDFText_GetUnicode", _V, _I)
is_generated = _integer("FPDFText_IsGenerated", _V, _I)
text_object = _pointer("FPDFText_GetTextObject", _V, _I)
get_origin = _integer("FPDFText_GetCharOrigin", _V, _I, _V, _V)  # x, y
get_matrix = _integer("FPDFText_GetMatrix", _V, _I, _V)  # a, b, c, d, e, f
get_box = _integer("FPDFText_GetCharBox", _V, _I, _V, _V, _V, _V)  # left, right, bottom, top
get_loose_box = _integer("FPDFText_GetLooseCharBox", _V, _I, _V)  # left, top, right, bottom
count_rects = _integer("FPDFText_CountRects", _V, _I, _I)  # of so many characters from there
get_rect = _integer("FPDFText_GetRect", _V, _I, _V, _V, _V, _V)  # left, top, right, bottom

# the objects of a page: (object, ...)
count_objects = _integer("FPDFPage_CountObjects", _V)
page_object = _pointer("FPDFPage_GetObject", _V, _I)
object_kind = _integer("FPDFPageObj_GetType", _V)
object_bounds = _integer("FPDFPageObj_GetBounds", _V, _V, _V, _V, _V)
get_fill = _integer("FPDFPageObj_GetFillColor", _V, _V, _V, _V, _V)  # red, green, blue, alpha
render_mode = _integer("FPDFTextObj_GetTextRenderMode", _V)  # -1 for what is no text
font_size = _integer("FPDFTextObj_GetFontSize", _V, _V)
font_of = _pointer("FPDFTextObj_GetFont", _V)
font_name = _integer("FPDFFont_GetBaseFontName", _V, _V, _I)
font_flags = _integer("FPDFFont_GetFlags", _V)
font_weight = _integer("FPDFFont_GetWeight", _V)
