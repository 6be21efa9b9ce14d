"""Add up what pytest reported, and refuse a run in which the real models were not tested."""

import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

from tools.console import ROOT, SetupError, run_tool

RESULTS = ROOT / "build" / "tests"
REAL_MODELS = "real-models"


@dataclass(frozen=True)
class Counts:
    """How many tests ended how."""

    passed: int
    failed: int
    skipped: int

    def __add__(self, other: "Counts") -> "Counts":
        """Count both."""
        return Counts(
            passed=self.passed + other.passed,
            failed=self.failed + other.failed,
            skipped=self.skipped + other.skipped,
        )

    def __str__(self) -> str:
        """The line that ends a run."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def read_counts(report: str) -> Counts:
    """Read the counts from a JUnit XML report of pytest; a test that errs has failed."""
    passed = failed = skipped = 0
    for suite in ElementTree.fromstring(report).iter("testsuite"):
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        absent = int(suite.get("skipped", 0))
        passed += int(suite.get("tests", 0)) - bad - absent
        failed += bad
        skipped += absent
    return Counts(passed=passed, failed=failed, skipped=skipped)


def require_real_models(counts: Counts | None) -> None:
    """Raise SetupError unless tests with the real models ran and none was left out."""
    if counts is None or not counts.passed or counts.skipped:
        raise SetupError(
            f"De tests met de echte modellen zijn niet alle gedraaid: {counts or 'geen verslag'}. "
            "Draai: make test"
        )


def print_counts() -> None:
    """Print the counts of all reports of this run; exit 1 when anything failed."""
    reports = {path.stem: read_counts(path.read_text()) for path in sorted(RESULTS.glob("*.xml"))}
    require_real_models(reports.get(REAL_MODELS))
    total = sum(reports.values(), Counts(passed=0, failed=0, skipped=0))
    print(total)
    sys.exit(1 if total.failed else 0)


if __name__ == "__main__":
    run_tool(print_counts)
