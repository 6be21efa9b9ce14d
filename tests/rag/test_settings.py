"""One settings file: what is not known or cannot be is refused, with the file and the key."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from index.settings import IndexSettings
from models.errors import SettingsError
from models.settings import ModelSettings
from rag.settings import AnswerSettings, PageSettings, Settings, find_settings, read_settings

KINDS = {
    "models": ModelSettings,
    "index": IndexSettings,
    "answer": AnswerSettings,
    "page": PageSettings,
}
REFUSED = [
    pytest.param("onbekend = 1", "onbekende instelling onbekend", id="unknown-key"),
    pytest.param("[onbekend]\na = 1", "onbekende instelling onbekend", id="unknown-table"),
    pytest.param("[models]\nthread = 2", r"onbekende instelling \[models\] thread", id="in-table"),
    pytest.param("[models]\nthreads = 0", r"\[models\] threads = 0", id="zero"),
    pytest.param("[models]\nthreads = -1", r"\[models\] threads = -1", id="negative"),
    pytest.param("[models]\nthreads = 'twee'", r"\[models\] threads = 'twee'", id="text"),
    pytest.param("[models]\nthreads = true", r"\[models\] threads = True", id="true"),
    pytest.param("[models]\nthreads = 1.5", r"\[models\] threads = 1.5", id="fraction"),
    pytest.param("[models]\ngenerator = 3", r"\[models\] generator = 3", id="number-for-text"),
    pytest.param("[index]\nword_weight = nan", r"\[index\] word_weight = nan", id="nan"),
    pytest.param("[index]\nword_weight = inf", r"\[index\] word_weight = inf", id="infinite"),
    pytest.param("[index]\nword_weight = -0.1", r"\[index\] word_weight", id="negative-weight"),
    pytest.param("[page]\nport = 65536", r"\[page\] port = 65536", id="no-such-port"),
    pytest.param("models = 3", r"models = 3 kan niet", id="table-that-is-none"),
    pytest.param("[[models]]\nthreads = 2", "models = ", id="table-twice"),
    pytest.param("data_folder = 3", "data_folder = 3", id="folder-that-is-none"),
    pytest.param("threads 2", "geen geldige TOML", id="no-toml"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings file of a test stands."""
    return tmp_path / "kamerbrief.toml"


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_a_setting_that_cannot_be_is_refused_with_file_and_key(text: str, problem: str, file: Path):
    file.write_text(text)

    with pytest.raises(SettingsError, match=problem) as raised:
        read_settings(file)

    assert str(file) in raised.value.problem
    assert raised.value.remedy


def test_a_file_that_is_no_text_is_refused(file: Path):
    file.write_bytes(b"\xff\xfe")

    with pytest.raises(SettingsError, match="geen geldige TOML"):
        read_settings(file)


def test_no_file_means_the_defaults():
    assert read_settings(None) == Settings()


def test_what_is_set_is_taken_and_the_rest_stays(file: Path):
    file.write_text(
        "data_folder = '/tmp/k'\n[answer]\nhits = 3\nsure_doubt = 2\n[page]\nport = 0\n"
    )

    settings = read_settings(file)

    assert settings.answer == AnswerSettings(hits=3, sure_doubt=2)
    assert settings.page.port == 0
    assert settings.models == ModelSettings()
    assert settings.store == Path("/tmp/k/store")


def test_every_default_could_have_been_written_in_the_file(file: Path):
    tables = ""
    for table, kind in KINDS.items():
        pairs = ((field.name, getattr(kind(), field.name)) for field in fields(kind))
        lines = (f"{name} = {value!r}" for name, value in pairs)
        tables += "\n".join([f"[{table}]", *lines, ""])
    file.write_text(tables)

    assert read_settings(file) == Settings()


def test_the_fingerprint_changes_when_a_value_that_counts_does():
    plain = Settings()
    fingerprints = {
        plain.fingerprint,
        replace(plain, models=ModelSettings(threads=1)).fingerprint,
        replace(plain, index=IndexSettings(passage_length=900)).fingerprint,
        replace(plain, answer=AnswerSettings(hits=3)).fingerprint,
    }

    assert len(fingerprints) == 4


def test_the_fingerprint_does_not_depend_on_where_things_stand():
    elsewhere = Settings(data_folder="/elders", page=PageSettings(port=1))

    assert elsewhere.fingerprint == Settings().fingerprint


def test_the_working_folder_goes_before_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    own = tmp_path / "config" / "kamerbrief" / "kamerbrief.toml"
    here = tmp_path / "here" / "kamerbrief.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for made in (own, here):
        made.parent.mkdir(parents=True)
        made.touch()

    assert find_settings(here.parent) == here
    assert find_settings(tmp_path) == own
    own.unlink()
    assert find_settings(tmp_path) is None
