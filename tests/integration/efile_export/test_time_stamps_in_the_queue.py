"""A time stamp is added when the authority can be reached, waits while it cannot, and changes no byte of a chain."""

from datetime import UTC, datetime, timedelta

import pytest

from app.efile.reading import read_chain
from app.efile.verdict import HOLDS, Caveat, Proof
from app.efile.verify import verify_pdf
from app.errors import CentralStrange, CentralUnreachable
from app.words import explain, words
from door.efile import judging_of
from dsc import signed
from tests.integration.dsc import forge
from tests.integration.dsc.pki import Pki
from tests.integration.efile_export.conftest import Line


class Authority:
    """A `Stamper` that a test can cut off, and make vouch for something else."""

    def __init__(self, pki: Pki) -> None:
        self._pki, self.cut_off, self.lies, self.asked = pki, False, False, 0

    def stamp(self, signature: bytes) -> bytes:
        self.asked += 1
        if self.cut_off:
            raise CentralUnreachable(reason="stamp.unreachable")
        value = b"another" if self.lies else signed.read(signature).value
        return forge.time_stamp(value, self._pki.time, self._pki, at=datetime.now(UTC))


@pytest.fixture
def authority(line: Line, pki: Pki) -> Authority:
    made = Authority(pki)
    line.kavita.office._desk.stamper = made
    return made


def chain(line: Line, file: str):
    with line.kavita.office._desk.records.read() as session:
        return read_chain(session, file)


def test_a_stamp_waits_for_the_authority_and_nothing_waits_for_the_stamp(line: Line, authority: Authority):
    kavita = line.kavita
    authority.cut_off = True
    file = kavita.create().id
    kavita.note(file)
    before = chain(line, file)
    kavita.sync()
    told = kavita.office.doctor()[-1]
    assert (told.part, told.well) == ("time-stamps", False)  # silent it would wait for ever
    assert told.words == explain(kavita.office.stamping.in_passing.cause)
    assert not kavita.efile.file(file).notings[0].stamped
    assert kavita.efile.file(file).notings[0].anchored
    asked = authority.asked
    kavita.sync()
    assert authority.asked == asked  # it is left alone for a while
    authority.cut_off = False
    kavita.clock.ahead += timedelta(minutes=6)
    kavita.sync()
    assert kavita.office.doctor()[-1].words == words("doctor.stamps-well")
    assert kavita.efile.file(file).notings[0].stamped
    (after,) = chain(line, file)
    assert (after.note, after.p7s) == (before[0].note, before[0].p7s)
    verdict = kavita.efile.verify(file)
    assert (verdict.is_whole, verdict.is_time_proved) == (True, True)


def test_a_stamp_over_something_else_is_not_kept(line: Line, authority: Authority):
    authority.lies = True
    file = line.kavita.create().id
    line.kavita.note(file)
    with pytest.raises(CentralStrange):
        line.kavita.office.stamping.stamp_waiting()
    assert chain(line, file)[0].stamp == b""


def test_a_stamped_file_proves_its_time_in_the_export(line: Line, authority: Authority, trust_folder):
    file = line.kavita.create().id
    line.kavita.note(file)
    line.kavita.sync()
    found = verify_pdf(line.kavita.office.exporting.file(file), judging_of(trust_folder))
    assert (found.verdict, found.caveats) == (HOLDS, (Caveat.BY_EXPORTER,))
    assert found.signatures[0].proof is Proof.STAMP
