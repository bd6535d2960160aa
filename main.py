"""Start SevaDesk: the window, or one task on the command line. `door/` has the tasks; nobody imports this file."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.errors import AppError, Cancelled
from door import efile, employees
from door.asking import CommandLine
from door.demo import demo
from door.desk import backup, doctor, enrol, print_test, restore, sync, window
from door.far_side import central, printer_emulator
from door.packs import check_packs, form, offered
from door.telling import heard, told, unheard


def command_line() -> argparse.ArgumentParser:
    """Describe every way to start the program; the texts are message keys."""
    parser = CommandLine(prog="sevadesk", description="help.program")
    parser.add_argument("--home", type=Path, default=None, help="help.home")
    parser.add_argument("--language", choices=["hi", "en"], default="hi", help="help.language")
    parser.add_argument("--debug", action="store_true", help="help.debug")
    parser.set_defaults(run=window)
    tasks = parser.add_subparsers(title="help.tasks", metavar="TASK", parser_class=CommandLine)

    def task(name: str, run: Callable[[argparse.Namespace], int]) -> CommandLine:
        return described(tasks, name, run, f"help.{name}")

    one = task("demo", demo)
    one.add_argument("--out", type=Path, required=True, help="help.demo-out")
    one.add_argument("--answers", type=Path, help="help.demo-answers")
    one.add_argument("--json", action="store_true", help="help.demo-json")

    one = task("central", central)
    one.add_argument("--database", default="", help="help.central-database")
    one.add_argument("--folder", type=Path, help="help.central-folder")
    one.add_argument("--host", default="127.0.0.1", help="help.central-host")
    one.add_argument("--port", type=port, default=8400, help="help.central-port")
    one.add_argument("--training", action="store_true", help="help.central-training")
    one.add_argument("--code-for", metavar="OFFICE", help="help.central-code-for")
    one.add_argument("--hash-password", action="store_true", help="help.central-hash-password")
    one.add_argument("--with-parent", action="store_true", help="help.central-with-parent")
    one.add_argument("--openapi", action="store_true", help="help.central-openapi")

    one = task("check-packs", check_packs)
    one.add_argument("packs", nargs="*", metavar="PACK", help="help.check-packs-packs")
    one.more = offered

    one = task("form", form)
    one.add_argument("service", metavar="SERVICE", help="help.form-service")
    one.add_argument("--json", action="store_true", help="help.json")
    one.more = offered

    one = task("enrol", enrol)
    one.add_argument("--centre", required=True, help="help.enrol-centre")
    one.add_argument("--code", required=True, help="help.enrol-code")
    one.add_argument("--name", default="", help="help.enrol-name")

    for name, run in (("sync", sync), ("doctor", doctor)):
        task(name, run).add_argument("--json", action="store_true", help="help.json")
    task("print-test", print_test).add_argument("--printer", default="", help="help.print-test-printer")
    one = task("printer-emulator", printer_emulator)
    one.add_argument("--port", type=port, default=9100, help="help.printer-emulator-port")
    one.add_argument("--out", type=Path, help="help.printer-emulator-out")
    for name, run in (("backup", backup), ("restore", restore)):
        task(name, run).add_argument("file", type=Path, help="help.backup-file")
    file_tasks(task("file", efile.verify))
    employee_tasks(task("employees", employees.check))
    return parser


def described(
    tasks: "argparse._SubParsersAction[CommandLine]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    words: str,
) -> CommandLine:
    """Add a task; `--home` and `--debug` may stand behind its name too."""
    found = tasks.add_parser(name, help=words, description=words)
    found.add_argument("--home", type=Path, default=argparse.SUPPRESS, help="help.home")
    found.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="help.debug")
    found.set_defaults(run=run)
    return found


def file_tasks(parser: CommandLine) -> None:
    """Describe what can be done with one e-File."""
    files = parser.add_subparsers(title="help.tasks", metavar="TASK", required=True, parser_class=CommandLine)
    one = described(files, "export", efile.export, "help.file-export")
    one.add_argument("file", help="help.file-export-file")
    one.add_argument("--login", required=True, help="help.file-export-login")
    one.add_argument("--out", type=Path, required=True, help="help.file-export-out")
    one = described(files, "verify", efile.verify, "help.file-verify")
    one.epilog = "help.file-verify-more"
    one.add_argument("file", type=Path, help="help.file-verify-file")
    one.add_argument("--trust", type=Path, help="help.file-verify-trust")
    one.add_argument("--head", default="", help="help.file-verify-head")
    one.add_argument("--json", action="store_true", help="help.json")


def employee_tasks(parser: CommandLine) -> None:
    """Describe what can be done with the employees of an office."""
    tasks = parser.add_subparsers(title="help.tasks", metavar="TASK", required=True, parser_class=CommandLine)

    def task(name: str, run: Callable[[argparse.Namespace], int]) -> CommandLine:
        found = described(tasks, name, run, f"help.employees-{name}")
        found.add_argument("--office", default="", help="help.employees-office")
        found.add_argument("--json", action="store_true", help="help.employees-json")
        return found

    def mapping(found: CommandLine) -> None:
        found.add_argument("--mapping", type=Path, help="help.employees-mapping")

    one = task("check", employees.check)
    one.add_argument("file", type=Path, help="help.employees-file")
    one.add_argument("--error-sheet", type=Path, metavar="OUT", help="help.employees-error-sheet")
    mapping(one)
    one = task("import", employees.take_in)
    one.add_argument("file", type=Path, help="help.employees-file")
    one.add_argument("--mends", choices=("keep", "sheet"), default="keep", help="help.employees-mends")
    one.add_argument("--ask", type=Path, metavar="OUT", help="help.employees-ask")
    one.add_argument("--answers", type=Path, metavar="FILE", help="help.employees-answers")
    one.add_argument("--despite-title", action="store_true", help="help.employees-despite-title")
    one.add_argument("--login", default="", help="help.login")
    mapping(one)
    one = task("export", employees.export)
    one.add_argument("out", type=Path, help="help.employees-export-out")
    one.add_argument("--sheet", action="store_true", help="help.employees-export-sheet")
    one.add_argument("--summary", type=Path, metavar="PDF", help="help.employees-export-summary")
    one.add_argument("--login", default="", help="help.login")
    one = task("diff", employees.compare)
    one.add_argument("old", help="help.employees-diff-old")
    one.add_argument("new", type=Path, help="help.employees-diff-new")
    one.add_argument("--login", default="", help="help.login")
    mapping(one)


def port(typed: str) -> int:
    """Return a TCP port. Raises: ValueError, which argparse tells of."""
    if not 0 <= int(typed) <= 65535:  # noqa: PLR2004  TCP's own range
        raise ValueError(typed)
    return int(typed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one task. An error we can explain is said in both languages, and its exit code comes from the tree."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        options = command_line().parse_args(given)
        return heard(int(options.run(options)))
    except AppError as error:
        return told(error, given)
    except KeyboardInterrupt:
        return told(Cancelled(), given)
    except BrokenPipeError:
        return unheard()


if __name__ == "__main__":
    sys.exit(main())
