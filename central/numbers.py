"""Numbers that count up: taken inside the transaction that uses them, so none is given twice."""

from sqlalchemy import Connection, select

from central.store import hold, insert_new, upsert
from central.tables import counter


class Counters:
    """The counters one transaction uses, written once, at the end.

    All of them are held from the first use on, so that no two transactions wait for one another's.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._values: dict[str, int] = {}

    def next(self, name: str) -> int:
        """Return the next number of `name`, from 1."""
        if name not in self._values:
            self._values[name] = self._locked(name)
        self._values[name] += 1
        return self._values[name]

    def save(self) -> None:
        """Write what was taken."""
        upsert(
            self._connection,
            counter,
            [{"name": name, "value": value} for name, value in self._values.items()],
        )

    def _locked(self, name: str) -> int:
        if not self._values:
            hold(self._connection, "counters")
        found = select(counter.c.value).where(counter.c.name == name).with_for_update()
        value = self._connection.scalar(found)
        if value is None:
            insert_new(self._connection, counter, [{"name": name, "value": 0}])
            value = self._connection.scalar(found)
        return int(value or 0)
