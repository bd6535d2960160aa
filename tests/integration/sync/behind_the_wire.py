"""What a test does behind the wire: tell the centre something, look at what it kept, spoil it."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any


def publish(centre: Any, collection: str, id: str, version: int, document: dict[str, Any]) -> None:
    from central.store import publish as to_feed

    row = {"scope": "kendra-lucknow-0001", "collection": collection, "id": id, "version": version}
    with centre.centre.store.write() as connection:
        to_feed(connection, [row | {"deleted": False, "document": document}])


def wait_until(holds: Callable[[], object], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def kept_at(training_centre: Any) -> int:
    from central.tables import entry
    from sqlalchemy import func, select

    with training_centre.centre.store.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(entry)) or 0)


def forget_blob(training_centre: Any, sha256: str) -> None:
    """Have the centre lose a file, as one that was set back to an older copy has."""
    from central.tables import blob
    from sqlalchemy import delete

    with training_centre.centre.store.write() as connection:
        connection.execute(delete(blob).where(blob.c.sha256 == sha256))
    (training_centre.folder / "blobs" / sha256[:2] / sha256).unlink()


def spoil_act(training_centre: Any) -> None:
    """Make the centre fail on the first subject it keeps, as a defect in it would."""
    centre = training_centre.centre

    class Failing(dict[str, Any]):
        def __getitem__(self, post: str) -> Any:
            self.count = getattr(self, "count", 0) + 1
            if self.count == 1:
                raise RuntimeError("a defect")
            return super().__getitem__(post)

    with centre.store.read() as connection:
        directory = centre.directory(connection)
    version, _ = centre._directory
    centre._directory = (version, replace(directory, roles=Failing(directory.roles)))
