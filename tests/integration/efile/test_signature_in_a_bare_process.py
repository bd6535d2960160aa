"""A centre of its own holds a signature for good, though nothing in its process ever loaded what signs."""

import hashlib
import subprocess
import sys
from pathlib import Path

from tests.integration.efile.tokens import SoftToken, pair

ASK = """
import sys
from pathlib import Path
from central.signature import flaw_of
data, p7s, certificate = (Path(each).read_bytes() for each in sys.argv[1:])
print(flaw_of(data, p7s, certificate.decode()))
"""
ROOT = Path(__file__).parents[3]


def test_a_sound_signature_holds_in_a_process_that_loads_nothing_but_the_centre(tmp_path: Path):
    data = "14 कर्मचारी".encode()
    given = {
        "data": data,
        "p7s": SoftToken(pair("raghav"), _open=True).sign(data),
        "certificate": hashlib.sha256(pair("raghav").der).hexdigest().encode(),
    }
    for name, what in given.items():
        (tmp_path / name).write_bytes(what)
    command = [sys.executable, "-c", ASK, *(tmp_path / name for name in given)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"
