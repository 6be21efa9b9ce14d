"""Rules for the list of weights: it can be trusted before a single byte is fetched."""

import re
from pathlib import PurePosixPath

import pytest

from models.manifest import DEFAULT_ROLES, Weights, find_weights, read_manifest

ALL = pytest.mark.parametrize("weights", read_manifest(), ids=lambda weights: weights.role)


@ALL
def test_every_hash_is_a_whole_sha256(weights: Weights):
    hashes = [file.sha256 for file in (*weights.files, *weights.made)]
    hashes += [part.sha256 for file in weights.files for part in file.parts]

    assert all(re.fullmatch("[0-9a-f]{64}", sha256) for sha256 in hashes)


@ALL
def test_parts_add_up_to_their_file(weights: Weights):
    for file in weights.files:
        assert sum(part.bytes for part in file.parts) == file.bytes


@ALL
def test_a_file_of_one_part_has_the_hash_of_that_part(weights: Weights):
    for file in weights.files:
        if len(file.parts) == 1:
            assert file.parts[0].sha256 == file.sha256


@ALL
def test_where_a_publisher_gives_a_hash_ours_is_the_same(weights: Weights):
    published = [file for file in weights.files if file.publisher_sha256]

    assert published, "no file of this role is known to be its publisher's"
    assert all(file.publisher_sha256 == file.sha256 for file in published)


@ALL
def test_only_data_is_named_and_never_code(weights: Weights):
    members = [PurePosixPath(part.member) for file in weights.files for part in file.parts]

    assert {member.suffix for member in members} <= {".bin", ".json"}


@ALL
def test_files_land_in_the_folder_of_their_role(weights: Weights):
    for file in (*weights.files, *weights.made):
        assert PurePosixPath(file.name).name == file.name


@ALL
def test_every_package_has_one_exact_version_and_is_used_once(weights: Weights):
    packages = [part.package for file in weights.files for part in file.parts]

    assert len(set(packages)) == len(packages)
    for file in weights.files:
        assert all(re.fullmatch(r"\d+(\.\d+)+", part.version) for part in file.parts)


def test_what_is_fetched_by_default_is_in_the_manifest():
    assert [weights.role for weights in find_weights(DEFAULT_ROLES)] == list(DEFAULT_ROLES)


def test_a_role_that_does_not_exist_is_named():
    with pytest.raises(KeyError, match="translator"):
        find_weights(["translator"])
