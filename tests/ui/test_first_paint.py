"""What is not there yet when the window first paints and takes keys, and what no registration ever needs."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]
UNTIL_PAINTED = """
import sys
from tests.bench.watched import Watch, told, watch_application
watch = Watch(lambda watch: "painted" in watch.seen, told)
watch_application(lambda application: application.installEventFilter(watch))
from main import main
sys.exit(main(["--home", sys.argv[1]]))
"""

UNTIL_THE_CENTRE_WAS_ASKED = """
import json, sys
from pathlib import Path
from app.errors import CentralUnreachable
from app.ports.clock import SystemClock
from app.sync.client import HttpCentre
from dsc.practice import PracticeToken
PracticeToken(Path(sys.argv[1]), SystemClock()).judge()
try:
    HttpCentre("http://127.0.0.1:9", SystemClock()).health()
except CentralUnreachable:
    looked_for = ("requests", "charset_normalizer", "asn1crypto", "pyhanko_certvalidator", "cryptography.x509")
    print(json.dumps([each for each in looked_for if each in sys.modules]))
"""


def test_no_database_wire_or_paper_library_is_imported_before_first_paint(home: Path) -> None:
    # Settings that are wrong: the window says so, and no centre is started for this test.
    (home / "settings.toml").write_text("wrong = true", "utf-8")
    assert last_words(UNTIL_PAINTED, home)["heavy"] == []


def test_a_desk_that_holds_a_practice_token_and_asked_its_centre_reads_no_certificates_and_guesses_no_encodings(
    home: Path,
) -> None:
    assert last_words(UNTIL_THE_CENTRE_WAS_ASKED, home) == ["requests"]


def last_words(program: str, home: Path) -> Any:
    """Run a program on a home; return the JSON of its last line."""
    done = subprocess.run(
        [sys.executable, "-c", program, str(home)],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
