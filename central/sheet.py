"""The work sheet of one transaction: what it has read, what it will write, and the feed it will tell.

Rules put new things on the sheet and never touch the database; `save` writes each table once. That is what
makes a batch of fifty entries cost little more than one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, or_, select

from app.base.entry import Entry
from central import tables
from central.centre import Centre
from central.directory import Directory, place
from central.efile_model import EFile, ELeaf, ENoting, EReceipt, Filed, feed_rows, papers_of
from central.model import Application, Challan, Job, Notice, Paper, Payment
from central.numbers import Counters
from central.staff_model import Placed, StaffBatch, StaffNote, StaffPerson, people_rows
from central.staff_model import feed_rows as staff_rows
from central.store import among, hold, insert_new, publish, upsert, upsert_all
from central.told import feed_row

Staff = StaffBatch | StaffPerson | StaffNote
Thing = Application | Paper | Payment | Challan | Notice | Job | Filed | Staff | Placed
T = TypeVar(
    "T",
    Application,
    Paper,
    Payment,
    Challan,
    Notice,
    Job,
    EFile,
    EReceipt,
    ENoting,
    ELeaf,
    StaffBatch,
    StaffPerson,
    StaffNote,
)

_HOMES: Mapping[type, tuple[Table, Callable[[Any], Any]]] = MappingProxyType(
    {
        Application: (tables.application, attrgetter("id")),
        Paper: (tables.paper, attrgetter("application", "slot")),
        Payment: (tables.payment, attrgetter("key")),
        Challan: (tables.challan, attrgetter("number")),
        Notice: (tables.notice, attrgetter("id")),
        Job: (tables.job, attrgetter("id")),
        EFile: (tables.efile, attrgetter("id")),
        EReceipt: (tables.efile_receipt, attrgetter("id")),
        ENoting: (tables.efile_noting, attrgetter("file", "seq")),
        ELeaf: (tables.efile_leaf, attrgetter("id")),
        StaffBatch: (tables.staff_batch, attrgetter("id")),
        StaffPerson: (tables.staff_person, attrgetter("id")),
        StaffNote: (tables.staff_note, attrgetter("id")),
    }
)
_KEYS: Mapping[type, Callable[[Any], Any]] = MappingProxyType(
    {kind: key for kind, (_, key) in _HOMES.items()} | {Placed: attrgetter("kind", "id")}
)
_NAMES: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {kind: tuple(each.name for each in fields(kind)) for kind in _HOMES}
)
_VALUES: Mapping[type, Callable[[Any], tuple[Any, ...]]] = MappingProxyType(
    {kind: attrgetter(*names) for kind, names in _NAMES.items()}
)


class Sheet:
    """Holds the things of one write transaction by kind and key; a later `put` of a thing replaces it.

    `batch`: the entries that a desk sent at once, those among them that are not judged yet.
    """

    def __init__(self, centre: Centre, connection: Connection) -> None:
        self.centre, self.connection = centre, connection
        self.counters = Counters(connection)
        self.batch: tuple[Entry, ...] = ()
        self._read: dict[tuple[type, Any], Thing] = {}
        self._put: dict[tuple[type, Any], Thing] = {}
        self._belonging: dict[tuple[type, str], dict[Any, None]] = {}
        self._complete: set[str] = set()

    @cached_property
    def directory(self) -> Directory:
        """The directory as this transaction found it: what is put on the sheet joins it with the next one."""
        return self.centre.directory(self.connection)

    def load(self, applications: Iterable[str]) -> None:
        """Read these applications with their papers and money, and hold them until the transaction ends."""
        ids = sorted(set(applications))
        if not ids:
            return
        self._take(Application, tables.application.c.id.in_(ids), locked=True)
        self._take(Paper, tables.paper.c.application.in_(ids))
        self._take(Payment, tables.payment.c.application.in_(ids))
        self._take(Challan, tables.challan.c.application.in_(ids))
        self.know_blobs(paper.sha256 for paper in self._all(Paper))

    def hold_blobs(self, hashes: Iterable[str]) -> None:
        """Let none of these files become whole until the transaction ends: what waits for it must be seen by it.

        To be called before `load`, as the one who brings a file does. Files share 256 locks.
        """
        for shelf in sorted({found[:2] for found in hashes}):
            hold(self.connection, f"blobs {shelf}")

    def know_blobs(self, hashes: Iterable[str]) -> None:
        """Find out which of these files the centre has whole."""
        asked = sorted(set(hashes) - self._complete)
        if asked:
            found = select(tables.blob.c.sha256).where(tables.blob.c.sha256.in_(asked))
            self._complete.update(self.connection.scalars(found))

    def missing(self, hashes: Iterable[str]) -> list[str]:
        """Return those of `hashes` that are not whole here, each once, in their order."""
        return [found for found in dict.fromkeys(hashes) if found not in self._complete]

    def get(self, kind: type[T], key: Any) -> T | None:
        found = self._put.get((kind, key)) or self._read.get((kind, key))
        return found if isinstance(found, kind) else None

    def fetch(self, kind: type[T], key: str) -> T | None:
        """Return a thing by its id; read now, and held until the transaction ends, where that was not done yet."""
        if self.get(kind, key) is None:
            table, _ = _HOMES[kind]
            self._take(kind, table.c.id == key, locked=True)
        return self.get(kind, key)

    def fetch_where(self, kind: type[T], column: str, value: str) -> list[T]:
        """Return all things of a kind whose `column` says `value`, those just put among them."""
        self._take(kind, _HOMES[kind][0].c[column] == value)
        found = {
            key: thing for key, thing in self._now().items() if key[0] is kind and isinstance(thing, kind)
        }
        return [thing for thing in found.values() if getattr(thing, column) == value]

    def fetch_any(self, kind: type[T], wanted: Mapping[str, frozenset[str]]) -> list[T]:
        """Return all things of a kind of which one of the columns says one of its values, those just put among them."""
        columns = _HOMES[kind][0].c
        asked = [
            among(self.connection, columns[name], sorted(values)) for name, values in wanted.items() if values
        ]
        read = self._take(kind, or_(*asked)) if asked else []
        found = {key: thing for key in read if (thing := self.get(kind, key)) is not None}
        found |= {key[1]: thing for key, thing in self._put.items() if isinstance(thing, kind)}
        return [
            each
            for each in found.values()
            if any(getattr(each, name) in values for name, values in wanted.items())
        ]

    def of(self, kind: type[T], application: str) -> list[T]:
        """Return the things of one kind that belong to an application."""
        keys = self._belonging.get((kind, application), {})
        return [thing for key in keys if (thing := self.get(kind, key)) is not None]

    def placed(self, kind: str, id: str) -> Mapping[str, Any] | None:
        """Return a document of the directory that was put in this transaction."""
        found = self._put.get((Placed, (kind, id)))
        return found.document if isinstance(found, Placed) else None

    def all_placed(self, kind: str) -> Mapping[str, Mapping[str, Any]]:
        """Return all documents of a kind that were put in this transaction, by their id."""
        return {
            thing.id: thing.document
            for thing in self._put.values()
            if isinstance(thing, Placed) and thing.kind == kind
        }

    def put(self, *things: Thing) -> None:
        for thing in things:
            key = _KEYS[type(thing)](thing)
            self._put[type(thing), key] = thing
            self._belongs(thing, key)

    def mark(self) -> dict[tuple[type, Any], Thing]:
        """Remember what is on the sheet, for `back_to`."""
        return dict(self._put)

    def back_to(self, mark: dict[tuple[type, Any], Thing]) -> None:
        """Forget what was put since `mark`."""
        self._put = mark

    def save(self) -> None:
        """Write all that was put, and tell the feed."""
        for kind, (table, _) in _HOMES.items():
            things = [thing for (of, _), thing in self._put.items() if of is kind and of is not StaffPerson]
            upsert(self.connection, table, [_row(thing) for thing in things])
        self.counters.save()
        rows = (feed_row(thing, key) for (_, key), thing in self._put.items())
        publish(self.connection, [row for row in rows if row])
        self._save_filed([thing for thing in self._put.values() if isinstance(thing, Filed)])
        self._save_staff()
        place(self.connection, [thing for thing in self._put.values() if isinstance(thing, Placed)])
        if any(kind is Job for kind, _ in self._put):
            self.centre.wake.set()

    def _save_staff(self) -> None:
        """Write the master's people all at once, for they come by the hundred, and tell the offices concerned."""
        people = [each for each in self._put.values() if isinstance(each, StaffPerson)]
        upsert_all(self.connection, tables.staff_person, [_row(each) for each in people])
        others = [each for each in self._put.values() if isinstance(each, StaffBatch | StaffNote)]
        told = [row for thing in others for row in staff_rows(thing)]
        publish(self.connection, told + people_rows(people))

    def _save_filed(self, filed: list[Filed]) -> None:
        """Tell every office that may see them, and let it fetch their papers."""
        publish(self.connection, [row for thing in filed for row in feed_rows(thing)])
        readers = (
            (office, paper) for thing in filed for paper in papers_of(thing) for office in thing.offices
        )
        rows = [{"office": office, "sha256": paper} for office, paper in dict.fromkeys(readers)]
        insert_new(self.connection, tables.blob_reader, rows)

    def _now(self) -> dict[tuple[type, Any], Thing]:
        return self._read | self._put

    def _all(self, kind: type[T]) -> Iterator[T]:
        for key, thing in self._now().items():
            if key[0] is kind and isinstance(thing, kind):
                yield thing

    def _take(self, kind: type, where: Any, *, locked: bool = False) -> list[Any]:
        """Read what fits, and return the keys."""
        table, key = _HOMES[kind]
        keys = []
        query = select(table).where(where).order_by(*table.primary_key)
        for row in self.connection.execute(query.with_for_update() if locked else query):
            thing = kind(**{name: getattr(row, name) for name in _NAMES[kind]})
            self._read[kind, key(thing)] = thing
            self._belongs(thing, key(thing))
            keys.append(key(thing))
        return keys

    def _belongs(self, thing: Thing, key: Any) -> None:
        """Note whose the thing is: to look through a whole batch for each of its entries would take far longer."""
        application = getattr(thing, "application", "")
        if application:
            self._belonging.setdefault((type(thing), application), {})[key] = None


def _row(thing: Thing) -> dict[str, Any]:
    """Return the thing as its table keeps it. Its fields are plain values, so nothing needs a copy."""
    kind = type(thing)
    return dict(zip(_NAMES[kind], _VALUES[kind](thing), strict=True))
