"""What `make` runs: pure standard library, so that it works before any environment exists."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (this is where an older Python is turned away)
    sys.exit(
        "Kamerbrief heeft Python 3.11 of nieuwer nodig; dit is "
        + ".".join(map(str, sys.version_info[:3]))
        + ". Installeer het (Debian: apt-get install -y python3 python3-venv) of wijs een andere"
        + " aan met: make PYTHON=python3.11 ..."
    )
