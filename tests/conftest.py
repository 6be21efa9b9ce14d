"""What every test may rely on: own folders, weights only when asked for, letters read once."""

import os
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings

from index.actors import ActorReader, load_actor_reader
from index.letter import Letter
from index.reading import make_letter
from models.manifest import DEFAULT_ROLES
from models.weights import list_weights

# a slow machine is no broken law
settings.register_profile("kamerbrief", deadline=None)
settings.load_profile("kamerbrief")

DATA_FOLDER = platformdirs.user_data_path("kamerbrief")  # before any test points it elsewhere
SAMPLE_LETTERS = Path(str(resources.files("eval").joinpath("letters")))
TINY_LETTERS = Path(__file__).with_name("letters")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out that needs weights which are not there; where they must be, it fails."""
    if item.get_closest_marker("real_models") is None:
        return
    missing = [
        state.weights.role
        for state in list_weights(DATA_FOLDER)
        if state.weights.role in DEFAULT_ROLES and state.status != "present"
    ]
    if missing:
        reason = f"no {' and '.join(missing)} in {DATA_FOLDER}; run 'kamerbrief models fetch'"
        if os.environ.get("KAMERBRIEF_REQUIRE_MODELS") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


@pytest.fixture(autouse=True)
def _own_folders(  # pyright: ignore[reportUnusedFunction] - pytest uses it
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test sees or touches the user's folders; only the real weights are read where they are."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user" / "config"))
    if request.node.get_closest_marker("real_models") is None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user" / "data"))


@pytest.fixture(scope="session")
def actor_reader() -> ActorReader:
    """The lexicon of actors that ships with the package."""
    return load_actor_reader()


@pytest.fixture(scope="session")
def sample_letters(actor_reader: ActorReader) -> Mapping[str, Letter]:
    """The five real letters by the first three digits of their file names."""
    return {
        file.name[:3]: make_letter(file.name, file.read_bytes(), actor_reader)
        for file in sorted(SAMPLE_LETTERS.glob("*.txt"))
    }


@pytest.fixture(scope="session")
def tiny_letters(actor_reader: ActorReader) -> Mapping[str, Letter]:
    """The made-up letters of tests/letters by their file names, without the extension."""
    return {
        file.stem: make_letter(file.name, file.read_bytes(), actor_reader)
        for file in sorted(TINY_LETTERS.glob("*.txt"))
    }
