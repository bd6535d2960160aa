"""A row while it is being judged: what later rules add to, before it becomes a checked row."""

from dataclasses import dataclass, field

from app.staff.sheets.model import CheckedRow, Facts, Finding, Place, Severity
from app.staff.sheets.values import Tell


@dataclass(slots=True)
class Draft:
    """The row's place, its values by field, the cells as typed that have a finding, and the findings."""

    place: Place
    values: dict[str, str]
    raw: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def tell(self, field: str, tell: Tell) -> None:
        self.findings.append(
            Finding(self.place.row, field, tell.key, tell.facts, tell.severity, tell.proposal)
        )

    def checked(self) -> CheckedRow:
        """Return the row as it stays, errors first."""
        findings = self.findings
        if len(findings) > 1:
            findings = sorted(findings, key=lambda each: each.severity is not Severity.ERROR)
        return CheckedRow(self.place, self.values, self.raw, tuple(findings))


def of_sheet(key: str, facts: Facts, *, field: str = "", is_error: bool = False) -> Finding:
    """Return a finding on the sheet as a whole: row 0."""
    return Finding(0, field, key, facts, Severity.ERROR if is_error else Severity.WARNING)
