"""The page's answers can be taken along, by those who have the address, while they are kept."""

import re
from collections.abc import Mapping

import pytest

from fakes_answers import make_answer, make_refusal
from index.letter import Letter
from ui.downloads import Downloads
from ui.page_frame import render_take_along
from ui.web_safety import is_allowed

_BEGINNINGS = {"docx": b"PK", "md": b"# Antwoord", "pdf": b"%PDF"}


@pytest.mark.parametrize("form", _BEGINNINGS)
def test_an_answer_is_given_as_a_file_that_no_cache_keeps(
    form: str, tiny_letters: Mapping[str, Letter]
):
    downloads = Downloads()

    response = downloads.give(downloads.keep(make_answer(tiny_letters)), form)

    assert response.status_code == 200
    assert bytes(response.body).startswith(_BEGINNINGS[form])
    assert response.headers["content-disposition"].endswith(f'"kamerbrief-antwoord.{form}"')
    assert response.headers["cache-control"] == "no-store"


def test_what_is_not_kept_is_said_in_dutch(tiny_letters: Mapping[str, Letter]):
    downloads = Downloads(kept=1)
    first = downloads.keep(make_answer(tiny_letters))
    last = downloads.keep(make_refusal(tiny_letters))

    assert downloads.give(first, "pdf").status_code == 404
    assert "Stel de vraag opnieuw" in bytes(downloads.give(first, "pdf").body).decode()
    assert downloads.give(last, "md").status_code == 200
    assert downloads.give(last, "exe").status_code == 404


def test_every_link_of_the_page_is_let_through(tiny_letters: Mapping[str, Letter]):
    links = re.findall(
        'href="([^"]+)"', render_take_along(Downloads().keep(make_answer(tiny_letters)))
    )

    assert len(links) == 3
    assert all(map(is_allowed, links))
