"""Read a .doc file of an old Word version by letting another program convert it.

LibreOffice makes a .docx of it, whose addresses (``index/formats/docx.py``) are the letter's: the
old format has none that a person could look up. Where LibreOffice is not installed, antiword gives
the bare text: then the only place is "body", and a position in it is one in antiword's output.
"""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import UnreadableFileError
from index.formats.docx import read_docx
from index.formats.docx_package import encrypted, is_encrypted
from index.formats.extract import Extract
from index.formats.program import ProgramResult, run_program
from index.formats.text_builder import TextBuilder

CONVERTED = "Omgezet uit .doc met LibreOffice; de vindplaatsen zijn die in het omgezette document."
BARE_TEXT = "Gelezen uit .doc met antiword: zonder opmaak, koppen en voetnoten."
_LONGEST_CONVERSION = 20  # seconds; a letter takes three
_LONGEST_READING = 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_FIB = b"\xec\xa5"  # how Word's own stream begins, in nearly every file behind the first sector
_FIB_PLACE = 512
_FIB_ENCRYPTED = 0x01  # bit 8 of the flags at byte 10
# no macros, nothing fetched from the network, no links followed: letters come from anywhere
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def read_doc(
    name: str, content: bytes, *, converter: str = "soffice", reader: str = "antiword"
) -> Extract:
    """Read a .doc file; raises ``UnreadableFileError`` when it cannot be, or not on this computer.

    ``converter`` and ``reader`` are the commands of LibreOffice and antiword.
    """
    if not content.startswith(_OLE) or _WORD_STREAM not in content:
        raise UnreadableFileError(
            f"{name} is geen Word-bestand (.doc).", "Geef het bestand zijn juiste extensie."
        )
    flags = content[_FIB_PLACE + 11 : _FIB_PLACE + 12]
    has_header = content[_FIB_PLACE:].startswith(_FIB)
    if is_encrypted(content) or (has_header and flags and flags[0] & _FIB_ENCRYPTED):
        raise encrypted(name)
    with tempfile.TemporaryDirectory(prefix="kamerbrief-") as folder:
        try:
            return _convert(name, content, Path(folder), converter)
        except FileNotFoundError:
            pass
        try:
            return _read_bare_text(name, content, Path(folder), reader)
        except FileNotFoundError as error:
            raise UnreadableFileError(
                f"{name} is een oud Word-bestand (.doc); daarvoor is LibreOffice nodig, en dat is "
                "op deze computer niet gevonden.",
                "Installeer LibreOffice, of sla het bestand in Word op als .docx.",
            ) from error


def _convert(name: str, content: bytes, folder: Path, converter: str) -> Extract:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    (folder / "brief.doc").write_bytes(content)
    _run(
        name,
        [
            converter,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "converted"),
            "brief.doc",
        ],
        folder,
        timeout=_LONGEST_CONVERSION,
    )
    converted = folder / "converted" / "brief.docx"
    if not converted.is_file():  # LibreOffice ends well even when it could not read the file
        raise _unreadable(name)
    extract = read_docx(name, converted.read_bytes())
    return replace(extract, format="doc", notices=(CONVERTED, *extract.notices))


def _read_bare_text(name: str, content: bytes, folder: Path, reader: str) -> Extract:
    (folder / "brief.doc").write_bytes(content)
    command = [reader, "-m", "UTF-8.txt", "-w", "0", "brief.doc"]
    result = _run(name, command, folder, timeout=_LONGEST_READING)
    printed = result.output.decode("utf-8", "replace")
    if result.returncode or not printed.strip():
        raise _unreadable(name)
    return _fold(printed)


def _fold(printed: str) -> Extract:
    """Undo antiword's page: its columns of spaces, and the bars it draws tables with."""
    builder = TextBuilder()
    for line in re.finditer(r"[^\n]+", printed):
        in_table = line[0].startswith("|")
        words = re.finditer(r"[^\s|]+" if in_table else r"\S+", line[0])
        end = 0
        for word in words:
            builder.space("\t" if "|" in line[0][end : word.start()] else " ")
            builder.append(word[0], "body", line.start() + word.start())
            end = word.end()
        if end:
            builder.line_break()
        else:
            builder.paragraph_break()
        if printed.startswith("\n\n", line.end()):
            builder.paragraph_break()
    return builder.extract("doc", notices=(BARE_TEXT,))


def _run(name: str, command: Sequence[str], folder: Path, *, timeout: float) -> ProgramResult:
    try:
        return run_program(command, timeout=timeout, folder=folder)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(
            f"{name} omzetten uit .doc duurde langer dan {timeout:.0f} seconden.",
            "Sla het bestand in Word op als .docx.",
        ) from error


def _unreadable(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} kan niet uit .doc worden omgezet; het bestand is beschadigd of beveiligd.",
        "Open het in Word en sla het op als .docx.",
    )
