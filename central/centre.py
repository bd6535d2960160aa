"""Everything a request may need of the centre, put together once."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, select

from app.base.days import iso, office_day
from app.errors import InputError
from app.packs.model import Pack
from central.behaviour import Stage
from central.charter import Charter, read_charter
from central.directory import Directory, read_directory, seed
from central.keys import Keys, open_keys
from central.store import Store
from central.tables import meta
from central.turns import Turns

TRAINING_FOLDER = "training"
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Centre:
    """`stage` plays only in training. `wake` tells the job runner that there is something to do."""

    store: Store
    folder: Path
    training: bool
    keys: Keys
    charter: Charter
    packs: Mapping[tuple[str, int], Pack]
    turns: Turns
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    stage: Stage = field(default_factory=Stage)
    wake: threading.Event = field(default_factory=threading.Event)
    _directory: tuple[str, Directory] | None = None

    def close(self) -> None:
        self.store.close()
        self.turns.close()

    def today(self) -> date:
        return office_day(self.clock())

    def moment(self) -> str:
        """Return the present moment as the wire writes it."""
        return iso(self.clock())

    def seconds(self) -> float:
        """Return the present moment as seconds since 1970; jobs are due by it."""
        return self.clock().timestamp()

    def directory(self, connection: Connection) -> Directory:
        """Return the directory; read again only when another process or the seed has changed it."""
        version = str(connection.scalar(select(meta.c.value).where(meta.c.key == "directory_version")))
        if self._directory is None or self._directory[0] != version:
            self._directory = (version, read_directory(connection))
        return self._directory[1]


def open_centre(database_url: str, folder: Path, *, training: bool, packs_root: Path) -> Centre:
    """Open the database and the folder, and seed the directory.

    A training centre is set up from `packs/training`; any other from `centre/` in its own folder.
    A service whose pack is wrong is told of in the log and not taken here; the others are.
    Raises: InputError("centre.data-wrong"), naming the file that is wrong;
    InputError("centre.database-wrong" | "centre.database-other").
    """
    from app.packs.reader import read_folder

    keys = _kept_keys(folder)
    setup = packs_root / TRAINING_FOLDER if training else folder / "centre"
    charter = read_charter(setup)
    shelf = read_folder(packs_root)
    for wrong in shelf.broken:
        _LOG.error("%s", wrong)
    packs = {(pack.id, pack.version): pack for pack in shelf.packs}
    store = Store(database_url)
    try:
        seed(store, setup)
    except InputError:
        store.close()
        raise
    return Centre(store, folder, training, keys, charter, packs, Turns(folder / "blobs"))


def _kept_keys(folder: Path) -> Keys:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return open_keys(folder)
    except OSError as wrong:
        raise InputError(
            reason="centre.data-wrong", field="folder", file=str(folder), key=str(wrong.strerror)
        ) from wrong
