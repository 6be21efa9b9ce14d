"""Rules for packs and vocabularies: what goes in comes out by its number, and damage is noticed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import StoreDamagedError
from index.pack import Pack, PackWriter
from index.vocabulary import Vocabulary

TERMS = st.sets(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1))


@given(st.lists(st.binary(max_size=50), max_size=20))
def test_records_come_back_by_their_numbers(
    tmp_path_factory: pytest.TempPathFactory, records: list[bytes]
):
    folder = tmp_path_factory.mktemp("pack")
    with PackWriter(folder, "brieven") as writer:
        numbers = [writer.add(record) for record in records]

    pack = Pack(folder, "brieven")

    assert len(pack) == len(records)
    assert [pack.get(number) for number in numbers] == records


def test_records_are_copied_as_they_are_packed(tmp_path: Path):
    with PackWriter(tmp_path, "een") as writer:
        writer.add(b"eerste")
        writer.add(b"tweede")
    with PackWriter(tmp_path, "twee") as writer:
        writer.add_packed([Pack(tmp_path, "een").packed(1)])

    assert Pack(tmp_path, "twee").get(0) == b"tweede"


def test_a_changed_byte_is_noticed_when_its_record_is_read_and_not_before(tmp_path: Path):
    with PackWriter(tmp_path, "brieven") as writer:
        writer.add(b"Nederland steunt het voorstel.")
        writer.add(b"De Commissie stelt een verbod voor.")
    file = tmp_path / "brieven.pack"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)

    pack = Pack(tmp_path, "brieven")

    assert pack.get(0) == b"Nederland steunt het voorstel."
    with pytest.raises(StoreDamagedError, match="--rebuild"):
        pack.get(1)


@given(TERMS, st.text(min_size=1, max_size=5))
def test_a_term_has_a_number_exactly_when_it_is_in_the_vocabulary(terms: set[str], other: str):
    vocabulary = Vocabulary.build(terms)

    assert set(vocabulary) == terms
    assert [vocabulary.find(term) for term in vocabulary] == list(range(len(terms)))
    assert (vocabulary.find(other) is not None) == (other in terms)


def test_many_terms_are_found_again_after_saving(tmp_path: Path):
    terms = {f"woord{number}" for number in range(1_000)}
    Vocabulary.build(terms).save(tmp_path, "words")

    vocabulary = Vocabulary.load(tmp_path, "words")

    assert {term for term in terms if vocabulary.find(term) is None} == set()
    assert vocabulary.find("woord1000") is None
    assert vocabulary.find("") is None
    assert vocabulary.has_part("oord99")
    assert not vocabulary.has_part("fiets")
