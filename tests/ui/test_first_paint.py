"""What is not there yet when the window first paints and takes keys."""

import json
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]
UNTIL_PAINTED = """
import sys
from tests.bench.watched import Watch, told, watch_application
watch = Watch(lambda watch: "painted" in watch.seen, told)
watch_application(lambda application: application.installEventFilter(watch))
from main import main
sys.exit(main(["--home", sys.argv[1]]))
"""


def test_no_database_wire_or_paper_library_is_imported_before_first_paint(home: Path) -> None:
    # Settings that are wrong: the window says so, and no centre is started for this test.
    (home / "settings.toml").write_text("wrong = true", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", UNTIL_PAINTED, str(home)],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["heavy"] == []
