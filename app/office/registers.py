"""The registers of the e-File desk, looked at, and written as a workbook or as pages."""

from datetime import date
from pathlib import Path

from app.base.days import day_words
from app.base.taken_out import write_out
from app.base.words import Language, Words
from app.efile.at import At
from app.efile.model import File
from app.efile.movement_tables import tables
from app.efile.reading import read_thing
from app.efile.reports import KINDS, Asked, table
from app.errors import DeviceMissing
from app.office.desk import Desk
from app.ports.report import Report, ReportTable
from app.staff.sheets.report_book import write_report
from app.words import words


class Registers:
    """Each is about what the post that acts made or had in its hands, from one day to another."""

    kinds = KINDS

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def table(self, kind: str, since: date, until: date, language: Language) -> ReportTable:
        """Return a register; `kind` is one of `kinds`."""
        with self._desk.records.read() as session:
            return table(Asked(session, self._at(), since, until, language), kind)

    def export(self, kind: str, since: date, until: date, language: Language, to: Path) -> Path:
        """Write a register as a workbook, or as A4 pages where the name ends in `.pdf`; return the file.

        Raises: InputError("export.cannot-write"); DeviceMissing("efile.no-pages").
        """
        return self._write(self._report(kind, since, until, language), to)

    def moves(self, thing: str, language: Language) -> tuple[ReportTable, ReportTable]:
        """Return who had a file or letter for how long, and its movement register.

        Raises: InputError("efile.not-here").
        """
        with self._desk.records.read() as session:
            at = self._at()
            return tables(read_thing(session, at, thing), at.now(), language)

    def export_moves(self, thing: str, language: Language, to: Path) -> Path:
        """Write both tables of `moves`, as `export` does. Raises: as `moves` and `export`."""
        with self._desk.records.read() as session:
            at = self._at()
            found = read_thing(session, at, thing)
        subject = found.subject if isinstance(found, File) else found.letter.subject
        facts = (
            (words("efile-report.column-number").in_language(language), found.number),
            (words("efile-report.column-subject").in_language(language), subject),
        )
        return self._write(self._headed(language, facts, tables(found, at.now(), language)), to)

    def _write(self, found: Report, to: Path) -> Path:
        if to.suffix.lower() != ".pdf":
            workbook = to if to.suffix.lower() == ".xlsx" else to.with_name(f"{to.name}.xlsx")
            write_report(found, workbook)
            return workbook
        if self._desk.reporter is None:
            raise DeviceMissing(reason="efile.no-pages")
        write_out(to, self._desk.reporter.pages(found))
        return to

    def _report(self, kind: str, since: date, until: date, language: Language) -> Report:
        at, found = self._at(), self.table(kind, since, until, language)
        days = f"{day_words(since)} – {day_words(until)}"
        facts = (
            (words("efile-report.days").in_language(language), days),
            (words("efile-report.whose").in_language(language), _of(at).in_language(language)),
        )
        return self._headed(language, facts, (found,))

    def _headed(
        self, language: Language, facts: tuple[tuple[str, str], ...], tables: tuple[ReportTable, ...]
    ) -> Report:
        """Put over tables what they are, whose, and who took them out when; the last one names the whole."""
        at = self._at()
        return Report(
            title=tables[-1].title,
            office=at.acting.office.name.in_language(language),
            by=at.acting.person.name.in_language(language),
            at=at.now(),
            facts=facts,
            tables=tables,
            training=self._desk.settings.training,
        )

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock, self._desk.records.home)


def _of(at: At) -> Words:
    """Say that a register is one post's, not the office's."""
    who = at.acting.post.designation
    hindi, english = (words("efile-report.of-post", who=name) for name in (who.hi, who.en))
    return Words(hindi.hi, english.en)
