import pytest

from tools.console import SetupError
from tools.wheel_check import project_files, require_complete


def test_a_data_file_that_is_not_in_the_wheel_is_named():
    with pytest.raises(SetupError, match=r"models/manifest\.json"):
        require_complete(["models/a.py", "models/manifest.json"], ["models/a.py"])


def test_more_in_the_wheel_than_in_the_packages_is_fine():
    require_complete(["models/a.py"], ["models/a.py", "kamerbrief.dist-info/METADATA"])


def test_the_packages_hold_code_and_sample_letters():
    files = project_files()

    assert "models/__init__.py" in files
    assert any(name.startswith("eval/letters/") for name in files)
