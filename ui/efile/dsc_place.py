"""The register of signature tokens, for who keeps it: what is asked, who may sign until when, lost and surrendered."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.base.days import day_words, office_day
from app.base.words import Words
from app.efile.model import Enrolment, Expiry
from app.efile.walk import Enrolled, Register
from app.errors import AppError
from app.words import explain, words
from ui.efile.sheet import abreast, day_editor
from ui.efile.whole_rows import WholeRows
from ui.field import field
from ui.phonetic import PhoneticEdit
from ui.places import Listing, Place, label
from ui.tasks import Lane, Tasks
from ui.theme import restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

GIVE_WAY = (0, 1, 3, 7)  # names and words take two lines, so that days are never cut


class RegisterPlace(Place):
    """The register above, the certificates that end soon below."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "register", parent)
        self._busy = False
        self._all: tuple[Enrolment, ...] = ()
        self._list = self._register()
        self._soon = self._expiries()
        self._differs = label(self, "heading", name="register.differs")
        self._differs.setWordWrap(True)
        restyle(self._differs, "tone", "wrong")
        self._numbers = label(self, "hint", name="register.numbers")
        self._reason, self._fir, self._until = PhoneticEdit(self), QLineEdit(self), day_editor()
        self._approve = self.button("approve", "efile-ui.register-approve", self.approve, "primary")
        self._refuse = self.button("refuse", "efile-ui.register-refuse", self.refuse, "danger")
        self._lost = self.button("lost", "efile-ui.register-lost", partial(self.end, Register.LOST))
        self._surrendered = self.button(
            "surrendered", "efile-ui.register-surrendered", partial(self.end, Register.SURRENDERED)
        )
        self._lay_out()
        self._list.chosen.connect(self._say_acts)
        self._list.activated.connect(self._go_on)
        speech.changed.connect(self._say_acts)
        self._say_acts()

    def refresh(self) -> None:
        self.run(Lane.RECORDS, self._asked, self._show)

    def approve(self) -> None:
        """Approve what is chosen; the office judges its test signature first."""
        self._decide(approved=True)

    def refuse(self) -> None:
        self._decide(approved=False)

    def end(self, how: Register) -> None:
        """Note that the token of the chosen line is lost or was surrendered."""
        if (line := self._list.current()) is not None:
            day = self._until.date()
            until = date(day.year(), day.month(), day.day())
            signing = self.office.efile.signing
            fir, reason = self._fir.text(), self._reason.text()
            work = partial(signing.end, line.id, how, until, fir, reason)
            self._say_busy(busy=True)
            self._fir_field.show_problem(None)
            self.tell(words("efile-ui.register-ending"), "wait")
            self.run(Lane.RECORDS, work, partial(self._ended, f"efile-ui.register-{how.value}-done"))

    def _go_on(self) -> None:
        """Enter on a line leads to what can be done with it: the decision that waits, or a reason for its end."""
        (self._approve if self._approve.isEnabled() else self._reason).setFocus()

    def _decide(self, *, approved: bool) -> None:
        if (line := self._list.current()) is not None:
            signing, reason = self.office.efile.signing, self._reason.text()
            work = partial(signing.decide, line.id, approved=approved, reason=reason)
            told = "efile-ui.register-approved" if approved else "efile-ui.register-refused"
            self._say_busy(busy=True)
            self.tell(words("efile-ui.register-deciding"), "wait")
            self.run(Lane.SIGNING, work, partial(self._ended, told))

    def tell_failed(self, error: AppError) -> None:
        """What was refused is mended where the cursor stands then: a reason is missing, or it is asked once more."""
        super().tell_failed(error)
        self._say_busy(busy=False)
        if error.facts.get("field") == "fir":
            self._fir_field.show_problem(explain(error))
            self._fir_field.when_mended(partial(self.tell, None))
            self._fir.setFocus()
        else:
            (self._approve if self._approve.isEnabled() and self._reason.text() else self._reason).setFocus()

    def _say_busy(self, *, busy: bool) -> None:
        """The first judgement takes seconds: a second press meanwhile would ask for the same once more."""
        self._busy = busy
        self._say_acts()

    def _ended(self, told: str, _register: tuple[Enrolment, ...]) -> None:
        self._say_busy(busy=False)
        self._reason.clear()
        self._fir.clear()
        self._list.setFocus()
        self.tell(words(told))
        self.refresh()

    def _asked(self) -> tuple[tuple[Enrolment, ...], tuple[Expiry, ...]]:
        signing = self.office.efile.signing
        return signing.register(), signing.expiries()

    def _show(self, found: tuple[tuple[Enrolment, ...], tuple[Expiry, ...]]) -> None:
        register, soon = found
        self._all = register
        self._list.put(register, lambda each: each.id)
        self._soon.put(soon, lambda each: each.enrolment.id)
        self._say_acts()

    def _say_acts(self) -> None:
        line = self._list.current()
        asked = line is not None and line.state is Enrolled.ASKED
        self._say_doubts(line)
        approved = line is not None and line.state is Enrolled.APPROVED
        for button in (self._approve, self._refuse):
            button.setEnabled(asked and not self._busy)
        for each in (self._lost, self._surrendered, self._fir_field, self._until_field):
            each.setVisible(approved)
            each.setEnabled(not self._busy)
        self._say_numbers(line)

    def _say_doubts(self, line: Enrolment | None) -> None:
        """Say that a name differs from the certificate's, and that somebody else has the same one."""
        said = []
        if line is not None and line.state is Enrolled.ASKED and not line.fits:
            facts = {"holder": line.holder, "name": self.speech.say(line.name)}
            said.append(self.speech.word("efile-ui.register-name-differs", **facts))
        if line is not None and line.state is Enrolled.ASKED and (old := self._held(line)) is not None:
            said.append(self._ends(line, old))
        if line is not None and line.also:
            others = ", ".join(self.speech.say(each) for each in line.also)
            said.append(self.speech.word("efile-ui.register-twice", name=others))
        self._differs.setText("\n".join(said))
        self._differs.setVisible(bool(said))

    def _held(self, line: Enrolment) -> Enrolment | None:
        """Return what the person of this line signs with until it is approved; of several the one that lasts."""
        own = [each for each in self._all if each.person == line.person and each.state is Enrolled.APPROVED]
        return max(own, key=lambda each: each.not_after, default=None)

    def _ends(self, line: Enrolment, old: Enrolment) -> str:
        days = {"new": line.not_after} if old.not_after > line.not_after else {}
        told = {name: day_words(office_day(at)) for name, at in (days | {"old": old.not_after}).items()}
        key = "longer" if days else "another"
        return self.speech.word(f"efile-ui.register-ends-{key}", name=self.speech.say(line.name), **told)

    def _say_numbers(self, line: Enrolment | None) -> None:
        """The long numbers are told for the chosen line."""
        self._numbers.setVisible(line is not None)
        if line is not None:
            told = {"serial": line.serial, "token": line.token_serial or "—"}
            self._numbers.setText(self.speech.word("efile-ui.register-numbers", **told))

    def _register(self) -> Listing[Enrolment]:
        speech = self.speech
        columns: tuple[tuple[str, Callable[[Enrolment], str]], ...] = (
            (
                "efile-ui.column-person",
                lambda each: f"⚠ {speech.say(each.name)}" if each.also else speech.say(each.name),
            ),
            ("efile-ui.column-certificate-holder", self._holder),
            ("efile-ui.column-state", lambda each: speech.word(f"efile-ui.enrolled-{each.state.value}")),
            ("efile-ui.column-ca", lambda each: each.ca),
            ("efile-ui.column-class", lambda each: str(each.class_)),
            ("efile-ui.column-valid", lambda each: day_words(office_day(each.not_after))),
            ("efile-ui.column-period", _period),
            ("efile-ui.column-fir", lambda each: " · ".join(filter(None, (each.fir, each.reason)))),
        )
        found = Listing[Enrolment](speech, "register.list", columns, "efile-ui.register-none", self)
        WholeRows(found.view, *GIVE_WAY)
        return found

    def _holder(self, each: Enrolment) -> str:
        return each.holder if each.fits else f"⚠ {each.holder}"

    def _expiries(self) -> Listing[Expiry]:
        speech = self.speech
        columns: tuple[tuple[str, Callable[[Expiry], str]], ...] = (
            ("efile-ui.column-person", lambda each: speech.say(each.enrolment.name)),
            ("efile-ui.column-valid", lambda each: day_words(office_day(each.enrolment.not_after))),
            ("efile-ui.column-days", lambda each: str(each.days)),
        )
        return Listing[Expiry](speech, "register.soon", columns, "efile-ui.soon-none", self)

    def _lay_out(self) -> None:
        fields = [
            field(
                self,
                self.speech,
                name=f"register.{name}",
                label=words(f"efile-ui.register-{name}"),
                help=Words("", ""),
                editor=editor,
            )
            for name, editor in (("reason", self._reason), ("fir", self._fir), ("until", self._until))
        ]
        self.box.addWidget(self._list, 2)
        self.box.addWidget(self._differs)
        _, self._fir_field, self._until_field = fields
        self.box.addWidget(self._numbers)
        self.box.addLayout(abreast(*fields))
        self.line(self._approve, self._refuse, self._lost, self._surrendered)
        soon, side = label(self, "heading"), QVBoxLayout()
        self.speech.bind(soon.setText, "efile-ui.soon", soon)
        side.addWidget(soon)
        side.addWidget(self._soon, 1)
        self.box.addLayout(side, 1)
        self.setFocusProxy(self._list)


def _period(each: Enrolment) -> str:
    """Return from when until when a certificate counts here; open where it still does."""
    since = day_words(each.since) if each.since else ""
    until = day_words(each.until) if each.until else ""
    return f"{since} – {until}" if since else ""
