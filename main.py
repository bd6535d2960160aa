"""Start SevaDesk: the window, or one task on the command line. `door/` has the tasks; nobody imports this file."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from app.errors import AppError, Cancelled, InputError
from door import efile, employees
from door.demo import demo
from door.desk import backup, doctor, enrol, print_test, restore, sync, window
from door.far_side import central, printer_emulator
from door.packs import check_packs, form
from door.telling import told


class _CommandLine(argparse.ArgumentParser):
    """Tells of a wrong command line as of any other wrong input."""

    def error(self, message: str) -> NoReturn:
        raise InputError(reason="command.wrong", field="command line", program=self.prog, said=message)


def command_line() -> argparse.ArgumentParser:
    """Describe every way to start the program."""
    parser = _CommandLine(prog="sevadesk", description="सेवा काउंटर / The service counter")
    parser.add_argument(
        "--home", type=Path, default=None, help="where records and settings live (SEVADESK_HOME)"
    )
    parser.add_argument("--language", choices=["hi", "en"], default="hi")
    parser.set_defaults(run=window)
    tasks = parser.add_subparsers(title="tasks", metavar="TASK")

    def task(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        found = tasks.add_parser(name, help=words, description=words)
        found.add_argument("--home", type=Path, default=argparse.SUPPRESS)
        found.set_defaults(run=run)
        return found

    one = task("demo", demo, "the main job once, without a window; leaves its papers in a folder")
    one.add_argument("--out", type=Path, required=True, help="folder for the papers")
    one.add_argument("--answers", type=Path, help="another applicant's answers (see: form SERVICE --json)")
    one.add_argument(
        "--json", action="store_true", help="print one JSON object that names every number and paper"
    )

    one = task("central", central, "the reference central service")
    one.add_argument(
        "--database", default="", help="SQLAlchemy URL; SQLite under the home folder if not given"
    )
    one.add_argument("--folder", type=Path, help="folder for keys, files and set-up")
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument(
        "--port", type=port, default=8400, help="0 takes a free one; the first line printed names it"
    )
    one.add_argument(
        "--training", action="store_true", help="plays gateway and Board; can be told to misbehave"
    )
    one.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    one.add_argument("--openapi", action="store_true", help="print the published contract and end")

    one = task("check-packs", check_packs, "run every example of every service pack")
    one.add_argument("packs", nargs="*", type=Path, help="pack folders, or folders of packs; ours if none")

    one = task("form", form, "describe a service's form")
    one.add_argument("service")
    one.add_argument("--json", action="store_true")

    one = task("enrol", enrol, "make this desk known to a centre")
    one.add_argument("--centre", required=True, help="address of the centre")
    one.add_argument("--code", required=True, help="one-time code that the centre's administrator gave")
    one.add_argument("--name", default="", help="what this desk is called")

    one = task("sync", sync, "send what waits, fetch what changed, and end")
    one.add_argument("--json", action="store_true")
    one = task("doctor", doctor, "what this desk can reach: records, centre, printers, scanners")
    one.add_argument("--json", action="store_true")
    one = task("print-test", print_test, "print a test slip")
    one.add_argument("--printer", default="")
    one = task("printer-emulator", printer_emulator, "a receipt printer made of software, on a TCP port")
    one.add_argument("--port", type=port, default=9100)
    one.add_argument("--out", type=Path, help="folder for a PNG of each cut paper")
    one = task("backup", backup, "write all records of this desk into one encrypted file")
    one.add_argument("file", type=Path)
    one = task("restore", restore, "bring a backup back into an empty home folder")
    one.add_argument("file", type=Path)
    file_tasks(task("file", efile.verify, "one e-File: exported, or judged"))
    words = "an office's employees: a sheet checked, taken in, compared, or the form written"
    employee_tasks(task("employees", employees.check, words))
    return parser


def file_tasks(parser: argparse.ArgumentParser) -> None:
    """Describe what can be done with one e-File."""
    files = parser.add_subparsers(title="tasks", metavar="TASK", required=True)
    words = "the whole file as one sealed PDF, with every signature attached"
    one = files.add_parser("export", help=words, description=words)
    one.set_defaults(run=efile.export)
    one.add_argument("--home", type=Path, default=argparse.SUPPRESS)
    one.add_argument("file", help="the file's id")
    one.add_argument("--login", required=True, help="who exports; password and PIN are asked for")
    one.add_argument("--out", type=Path, required=True, help="the PDF")
    words = "say whether an export, a signed letter or a folder of notings holds, without a line"
    plain = argparse.RawDescriptionHelpFormatter
    one = files.add_parser("verify", help=words, description=words, epilog=efile.TRUST, formatter_class=plain)
    one.set_defaults(run=efile.verify)
    one.add_argument("--home", type=Path, default=argparse.SUPPRESS)
    one.add_argument("file", type=Path)
    one.add_argument("--trust", type=Path, help="folder with roots/, cas/, crls/; the desk's own if none")
    one.add_argument("--head", default="", help="end of the chain, where it was written down elsewhere")
    one.add_argument("--json", action="store_true")


def employee_tasks(parser: argparse.ArgumentParser) -> None:
    """Describe what can be done with the employees of an office."""
    tasks = parser.add_subparsers(title="tasks", metavar="TASK", required=True)

    def task(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        found = tasks.add_parser(name, help=words, description=words)
        found.set_defaults(run=run)
        found.add_argument("--home", type=Path, default=argparse.SUPPRESS)
        found.add_argument("--office", default="", help="the office's code")
        found.add_argument("--json", action="store_true", help="print one JSON object (docs/employees.md)")
        return found

    def mapping(found: argparse.ArgumentParser) -> None:
        found.add_argument("--mapping", type=Path, help="JSON file: which column holds what")

    one = task("check", employees.check, "judge a sheet, row by row; nothing is kept")
    one.add_argument("file", type=Path, help="XLSX, XLS, ODS or CSV as the office sent it")
    one.add_argument(
        "--error-sheet", type=Path, metavar="OUT", help="write the sheet back, wrong cells coloured"
    )
    mapping(one)
    one = task("import", employees.take_in, "take a sheet into the open sheet of its office, or begin one")
    one.add_argument("file", type=Path)
    one.add_argument("--login", default="", help="who takes it in; the password is asked for")
    mapping(one)
    one = task("export", employees.export, "write the people of an office into the prescribed form")
    one.add_argument("out", type=Path, help="the XLSX")
    one.add_argument("--sheet", action="store_true", help="those of its open sheet, not of the master")
    one.add_argument("--login", default="", help="who exports; the password is asked for")
    one = task("diff", employees.compare, "who joined, moved, changed and left between two files")
    one.add_argument("old", help=f"a file, or “{employees.MASTER}” (with --office and --login)")
    one.add_argument("new", type=Path)
    one.add_argument("--login", default="", help="who asks the master; the password is asked for")
    mapping(one)


def port(typed: str) -> int:
    """Return a TCP port. Raises: ValueError, which argparse tells of."""
    if not 0 <= int(typed) <= 65535:  # noqa: PLR2004  TCP's own range
        raise ValueError(typed)
    return int(typed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one task. An error we can explain is said in both languages, and its exit code comes from the tree."""
    try:
        options = command_line().parse_args(arguments)
        return int(options.run(options))
    except AppError as error:
        return told(error)
    except KeyboardInterrupt:
        return told(Cancelled())


if __name__ == "__main__":
    sys.exit(main())
