"""Find the files at the given paths and get their bytes: their keys, what is ignored and why.

A file's key is its path relative to the folder that was given (``2031/brief.txt``); that of a file
in an archive follows the archive's (``2031/map.zip/brief.txt``). No letter is looked into here.
"""

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from index.errors import LettersMissingError, UnreadableFileError
from index.formats.archive import read_members
from index.formats.kinds import SUFFIXES, kind_by_name

LARGEST_FILE = 50_000_000  # bytes; a longer "letter" is a mistake
_BESIDE_LETTERS = frozenset({".tsv", ".jsonl", ".json", ".sha256", ".toml"})
# what official publications' metadata is called, the one that says most first
_METADATA_ENDINGS = (".metadata.xml", ".metadata_owms.xml")

# categories of characters that steer a screen or have no form, and the one that joins emoji
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINER = "\u200d"


@dataclass(frozen=True)
class FoundFile:
    """A file, or a folder that cannot be searched, under one of the given paths."""

    key: str
    path: Path
    folder: Path | None  # the folder that was given; None when the file itself was
    metadata: Path | None = None  # the file beside it that tells about it
    ignored: str = ""  # why it is no letter, in Dutch
    error: UnreadableFileError | None = None


@dataclass(frozen=True)
class Source:
    """What may become a letter: its bytes, or why not."""

    key: str
    name: str  # base name
    shown: str  # the name people see: with its archive, where it stands in one
    content: bytes = b""
    metadata: bytes = b""
    ignored: str = ""  # why it is no letter, in Dutch
    error: UnreadableFileError | None = None


def find_files(paths: Sequence[Path]) -> tuple[FoundFile, ...]:
    """Every file under the paths, in order; nothing is opened.

    Hidden files are left out and links to folders are not followed. Raises
    ``LettersMissingError`` for a path that does not exist.
    """
    found: list[FoundFile] = []
    for path in paths:
        if path.is_dir():
            found.extend(_find_in_folder(path))
        elif path.exists() or path.is_symlink():
            found.append(_describe(printable(path.name), path, None, lambda other: other.is_file()))
        else:
            raise LettersMissingError(
                f"{path} bestaat niet.", "Geef een bestaande map of een bestaand bestand op."
            )
    return tuple(found)


def read_sources(found: FoundFile) -> Iterator[Source]:
    """The bytes of a file, or of each file in an archive."""
    name = printable(found.path.name)
    source = Source(found.key, name, name, ignored=found.ignored, error=found.error)
    if found.ignored or found.error:
        yield source
        return
    try:
        if found.folder and found.path.is_symlink():
            _check_link(found.path, found.folder)
        content = read_bytes(found.path)
        metadata = read_bytes(found.metadata) if found.metadata else b""
        if kind_by_name(name) == "zip" and _is_archive(content):
            yield from _read_archive(source, content)
        else:
            yield replace(source, content=content, metadata=metadata)
    except UnreadableFileError as error:
        yield replace(source, error=error)


def read_bytes(path: Path) -> bytes:
    """Give a file's bytes; raises ``UnreadableFileError`` when it cannot be a letter."""
    name = printable(path.name)
    if kind_by_name(name) is None:
        raise UnreadableFileError(
            f"{name}: dit soort bestand ({PurePosixPath(name).suffix or 'zonder extensie'}) "
            "wordt niet gelezen.",
            f"Zet de brief om naar een van de soorten die gelezen worden ({', '.join(SUFFIXES)}).",
        )
    try:
        if not path.is_file():  # a pipe or a device must not even be opened
            raise _no_file(name)
        # non-blocking, and checked again: it may have become something else in between
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise _no_file(name)
            if facts.st_size > LARGEST_FILE or len(content := file.read(LARGEST_FILE + 1)) > (
                LARGEST_FILE
            ):
                raise UnreadableFileError(
                    f"{name} is groter dan 50 MB.", "Splits het bestand in losse brieven."
                )
            return content
    except OSError as error:
        raise UnreadableFileError(
            f"{name} kan niet worden gelezen ({error.strerror}).",
            "Controleer de leesrechten van het bestand.",
        ) from error


def printable(name: str) -> str:
    r"""A file's name as it can be stored and shown: what is no character becomes "�".

    >>> printable("brief\x1b[2J.txt"), printable("brief\udcff.txt")
    ('brief�[2J.txt', 'brief�.txt')
    """
    return "".join(
        "�" if unicodedata.category(letter) in _UNSEEN and letter != _JOINER else letter
        for letter in name
    )


def metadata_subject(name: str) -> str:
    """What an official metadata file tells about, without extension; "" for any other file.

    >>> metadata_subject("kst-32317-964.metadata_owms.xml")
    'kst-32317-964'
    """
    for ending in _METADATA_ENDINGS:
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return ""


def _find_in_folder(folder: Path) -> Iterator[FoundFile]:
    refused: dict[Path, OSError] = {}
    paths: list[Path] = []
    for place, folders, files in os.walk(
        folder, onerror=lambda error: refused.update({Path(error.filename): error})
    ):
        folders[:] = [each for each in folders if not each.startswith(".")]
        paths.extend(Path(place, each) for each in files if not each.startswith("."))
    known = set(paths)
    for path in sorted([*paths, *refused], key=lambda path: path.relative_to(folder).parts):
        key = printable(path.relative_to(folder).as_posix())
        if error := refused.get(path):
            problem = f"De map {key} kan niet worden doorzocht ({error.strerror})."
            refusal = UnreadableFileError(problem, "Controleer de leesrechten van de map.")
            yield FoundFile(key, path, folder, error=refusal)
        else:
            yield _describe(key, path, folder, known.__contains__)


def _describe(
    key: str, path: Path, folder: Path | None, exists: Callable[[Path], bool]
) -> FoundFile:
    name = printable(path.name)
    if ignored := why_ignored(name):
        return FoundFile(key, path, folder, ignored=ignored)
    beside = [path.with_name(f"{path.stem}{ending}") for ending in _METADATA_ENDINGS]
    metadata = next((each for each in beside if exists(each)), None)
    return FoundFile(key, path, folder, metadata)


def why_ignored(name: str) -> str:
    """Why a file that stands among letters is none itself, in Dutch; "" when it may be one."""
    suffix = PurePosixPath(name).suffix.lower()
    if name.upper().startswith("README"):
        return "leesmij-bestand"
    if suffix in _BESIDE_LETTERS:
        return f"{suffix}-bestanden zijn geen brieven"
    if subject := metadata_subject(name):
        return f"metadata bij {subject}"
    return ""


def _check_link(path: Path, folder: Path) -> None:
    """Refuse a link that leads out of the folder that was given."""
    if path.is_file() and not path.resolve().is_relative_to(folder.resolve()):
        raise UnreadableFileError(
            f"{printable(path.name)} is een koppeling naar een bestand buiten de map.",
            "Kopieer het bestand naar de map, of geef de andere map ook op.",
        )


def _is_archive(content: bytes) -> bool:
    """Whether this is an archive of files, not a Word or OpenDocument file by another name."""
    is_document = b"[Content_Types].xml" in content or content[30:].startswith(b"mimetype")
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not is_document


def _read_archive(archive: Source, content: bytes) -> Iterator[Source]:
    metadata: dict[str, dict[str, bytes]] = {}  # subject -> ending -> bytes
    for member in read_members(
        archive.name, content, first=lambda name: bool(metadata_subject(name))
    ):
        member_path = printable(member.name.replace("\\", "/"))
        place = PurePosixPath(member_path)
        source = Source(
            key=f"{archive.key}/{member_path}",
            name=place.name,
            shown=f"{archive.shown}/{member_path}",
            ignored=why_ignored(place.name),
            error=member.error,
        )
        if subject := metadata_subject(member_path):
            ending = member_path[len(subject) :].lower()
            metadata.setdefault(subject, {})[ending] = member.content
        elif not source.ignored and not source.error:
            told = metadata.get(str(place.with_suffix("")), {})
            best = next((told[each] for each in _METADATA_ENDINGS if each in told), b"")
            source = replace(source, content=member.content, metadata=best)
            source = replace(source, error=_why_not_a_letter(source))
        yield source


def _why_not_a_letter(member: Source) -> UnreadableFileError | None:
    if kind_by_name(member.name) is None:
        suffix = PurePosixPath(member.name).suffix or "zonder extensie"
        return UnreadableFileError(
            f"{member.shown}: dit soort bestand ({suffix}) wordt niet gelezen.",
            f"Zet de brief om naar een van de soorten die gelezen worden ({', '.join(SUFFIXES)}).",
        )
    if kind_by_name(member.name) == "zip":
        return UnreadableFileError(
            f"{member.shown} is een archief in een archief en wordt niet gelezen.",
            "Pak het buitenste archief uit.",
        )
    return None


def _no_file(name: str) -> UnreadableFileError:
    return UnreadableFileError(f"{name} is geen gewoon bestand.", "Laat het weg.")
