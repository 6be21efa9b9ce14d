"""The settings file: one table per folder, unknown keys refused."""

import hashlib
import json
import math
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar, cast

import platformdirs

from index.settings import IndexSettings
from models.errors import SettingsError
from models.settings import ModelSettings

FILE_NAME = "kamerbrief.toml"


@dataclass(frozen=True)
class AnswerSettings:
    """The [answer] table: how much is shown, and when the letters are said not to answer."""

    hits: int = 10  # passages whose sentences may become evidence
    evidence: int = 6  # sentences; what a small model words well
    shown: int = 4  # sentences of the extractive answer
    new_tokens: int = 400  # of the prompt per question; more is too slow on two cores
    answer_tokens: int = 160  # of the model's answer; about 80 Dutch words
    # how much doubt the checks of the evidence may cast together (rag/judgement.py) on an answer
    # that is given for sure, and from how much on none is given: chosen on the development
    # questions (python -m eval.thresholds). What lies between is "partly".
    sure_doubt: float = 0.4
    refuse_doubt: float = 1.4


@dataclass(frozen=True)
class PageSettings:
    """The [page] table: where the web page listens."""

    host: str = "127.0.0.1"  # the page has no log-in: never beyond this machine without a proxy
    port: int = 7860


@dataclass(frozen=True)
class Settings:
    """Everything a person can set."""

    data_folder: str = ""  # "" = the user's data folder; weights and the index live there
    models: ModelSettings = field(default_factory=ModelSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    answer: AnswerSettings = field(default_factory=AnswerSettings)
    page: PageSettings = field(default_factory=PageSettings)

    @property
    def data(self) -> Path:
        """The folder that holds weights and indexes."""
        return Path(self.data_folder or platformdirs.user_data_dir("kamerbrief")).expanduser()

    @property
    def store(self) -> Path:
        """The index used when a command names no other."""
        return self.data / "store"

    @property
    def conversations(self) -> Path:
        """The file of saved conversations."""
        return self.data / "conversations.sqlite3"

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits over everything that can change an answer."""
        content = asdict(self)
        del content["data_folder"], content["page"]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def find_settings(working_folder: Path) -> Path | None:
    """The settings file of the working folder, else the user's own, else none."""
    own = Path(platformdirs.user_config_dir("kamerbrief")) / FILE_NAME
    return next((file for file in (working_folder / FILE_NAME, own) if file.is_file()), None)


def read_settings(file: Path | None) -> Settings:
    """Read a settings file; raises ``SettingsError`` on an unknown key or an impossible value."""
    if file is None:
        return Settings()
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(
            f"Het instellingenbestand {file} kan niet worden gelezen ({error.strerror}).",
            "Controleer het pad achter --settings.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"Het instellingenbestand {file} is geen geldige TOML ({error}).", "Verbeter die regel."
        ) from error
    tables: dict[str, object] = {
        "models": _make(ModelSettings, data.pop("models", {}), "models", file),
        "index": _make(IndexSettings, data.pop("index", {}), "index", file),
        "answer": _make(AnswerSettings, data.pop("answer", {}), "answer", file),
        "page": _make(PageSettings, data.pop("page", {}), "page", file),
    }
    return replace(_make(Settings, data, "", file), **tables)


Table = TypeVar("Table", ModelSettings, IndexSettings, AnswerSettings, PageSettings, Settings)


def _make(kind: type[Table], values: object, table: str, file: Path) -> Table:
    if not isinstance(values, dict):
        raise SettingsError(
            f"{file}: {table} = {values!r} kan niet.", f"Maak er een tabel van: [{table}]."
        )
    given = cast("dict[str, object]", values)
    known = [each.name for each in fields(kind)]
    for key, value in given.items():
        where = f"[{table}] {key}" if table else key
        if key not in known:
            raise SettingsError(
                f"{file}: onbekende instelling {where}.", f"Bekend zijn: {', '.join(known)}."
            )
        expected = type(cast("object", getattr(kind, key)))
        if not _fits(key, value, expected):
            raise SettingsError(f"{file}: {where} = {value!r} kan niet.", _REMEDIES[expected])
    return kind(**cast("dict[str, Any]", given))


def _fits(key: str, value: object, expected: type[object]) -> bool:
    if isinstance(value, bool):
        return False
    if expected is float:
        return isinstance(value, int | float) and 0 <= value < math.inf  # false for "nan" too
    if key == "port":
        return isinstance(value, int) and 0 <= value <= _LAST_PORT
    if expected is int:
        return isinstance(value, int) and value >= 1
    return isinstance(value, expected)


_LAST_PORT = 65_535
_REMEDIES: dict[type, str] = {
    int: "Geef een geheel getal van 1 of meer (bij port van 0 tot en met 65535).",
    float: "Geef een getal van 0 of meer.",
    str: "Zet de waarde tussen aanhalingstekens.",
}
