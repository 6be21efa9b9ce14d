import pytest

from tools.console import SetupError
from tools.counts import Counts, read_counts, require_real_models

REPORT = (
    '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10">'
    "</testsuite></testsuites>"
)


def test_an_error_counts_as_failed_and_a_skipped_test_not_as_passed():
    assert read_counts(REPORT) == Counts(passed=4, failed=3, skipped=3)


def test_the_last_line_counts_all_reports():
    total = read_counts(REPORT) + Counts(passed=6, failed=0, skipped=0)

    assert str(total) == "10 passed, 3 failed, 3 skipped"


@pytest.mark.parametrize(
    "counts",
    [
        pytest.param(None, id="no report"),
        pytest.param(Counts(passed=0, failed=0, skipped=0), id="no test ran"),
        pytest.param(Counts(passed=0, failed=0, skipped=4), id="all were skipped"),
        pytest.param(Counts(passed=3, failed=0, skipped=1), id="one was skipped"),
    ],
)
def test_a_run_without_all_real_models_is_refused(counts: Counts | None):
    with pytest.raises(SetupError, match="echte modellen"):
        require_real_models(counts)


def test_a_run_with_real_models_is_accepted():
    require_real_models(Counts(passed=3, failed=0, skipped=0))
