"""The token check: which of five things an officer has before them, what to do, and a signature to try."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.base.days import day_words, office_day
from app.base.practice import PRACTICE
from app.efile.walk import Enrolled
from app.errors import AppError
from app.ports.signing import Diagnosis, ModuleTried, Readiness, Verdict
from app.words import words
from ui.efile.token_seen import Seen
from ui.efile.token_told import ready_told
from ui.efile.unlocking import Unlocking
from ui.places import Listing, Place, card, label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.efile.model import Enrolment
    from app.office import Office

T = TypeVar("T")
SIGNS = {"good": "✓", "wrong": "✗", "wait": "○", "": "○"}
STEPS = (Readiness.NO_SERVICE, Readiness.NO_READER, Readiness.NO_TOKEN, Readiness.NO_DRIVER, Readiness.READY)

NONE_HERE = frozenset({"token.none-here", "token.none-practice"})


class TokenPlace(Place):
    """Five steps from the service to the token; the first that fails is where to mend. No try of the PIN is spent."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "token", parent)
        self._seen: Seen | None = None
        self._looked = False
        self._busy, self._has_asked, self._asked = False, False, ""  # the enrolment that was asked for
        self._steps = {step: label(self, "hint", name=f"token.step.{step.value}") for step in STEPS}
        self._readers = label(self, "hint", name="token.readers")
        self._modules = Listing[ModuleTried](
            speech,
            "token.modules",
            (
                ("efile-ui.column-module", lambda each: each.path),
                ("efile-ui.column-state", lambda each: speech.word(f"module.{each.loading.value}")),
            ),
            "efile-ui.modules-looking",
            self,
        )
        self._unlocking = Unlocking(office, tasks, speech, "token.try", self, enrolling=True)
        self._unlocking.tried.connect(partial(self.tell, None))
        self._unlocking.opened.connect(self._lead_on)
        self._unlocking.seen.connect(self._show)
        self._unlocking.shut.connect(self._shut)
        self._unlocking.picked.connect(self._say_steps)
        self._enrol = self.button("enrol", "efile-ui.token-enrol", self.enrol, "primary")
        self._try = self.button("sign", "efile-ui.token-sign", self.try_token)
        self._browse = self.button("browse", "efile-ui.token-browse", self.browse)
        self._lock = self.button("lock", "efile-ui.token-lock", self.lock)
        self._lay_out()
        self._say_enrol()
        speech.changed.connect(self._say_steps)
        QShortcut(QKeySequence("F9"), self).activated.connect(self.step)

    def step(self) -> None:
        """Press the blue button, whichever it is now."""
        offered = (each for each in self.findChildren(QPushButton) if each.property("kind") == "primary")
        if lead := next((each for each in offered if each.isVisible() and each.isEnabled()), None):
            lead.click()

    def refresh(self) -> None:
        """Nothing is looked at unasked: a token may be at work. What was asked for may be decided by now."""
        if not self._looked:
            self.look()
        elif self._asked:
            self.run(Lane.RECORDS, self.office.efile.signing.register, self._decided)

    def _decided(self, register: "tuple[Enrolment, ...]") -> None:
        found = next((each for each in register if each.id == self._asked), None)
        if found is not None and found.state is not Enrolled.ASKED:
            self._asked = ""
            approved = words("efile-ui.token-approved", name=found.holder)
            self.tell(approved if found.state is Enrolled.APPROVED else None)

    def look(self) -> None:
        """Look at everything that is plugged in."""
        self._looked = True
        self._modules.say_empty("efile-ui.modules-looking")
        self._unlocking.look()

    def enrol(self) -> None:
        """Make a test signature with the token that is open, and ask for its enrolment with it."""
        choice = self._unlocking.choice
        token = choice.token if choice else None
        self._sign(lambda: self.office.efile.signing.enrol(token), self._enrolled)

    def try_token(self) -> None:
        """Make a test signature that binds nobody; nothing of it is kept."""
        self._sign(self.office.efile.signing.try_token, self._tried)

    def _sign(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """The first signature takes seconds: that is said, and nothing is asked for twice meanwhile."""
        self._say_busy(busy=True)
        self.tell(words("efile-ui.signing"), "wait")

        def signed(found: T) -> None:
            done(found)
            self._say_busy(busy=False)

        self.run(Lane.SIGNING, work, signed)

    def _say_busy(self, *, busy: bool) -> None:
        self._busy = busy
        if busy and (self._enrol.hasFocus() or self._try.hasFocus()):
            self._unlocking.setFocus()  # what is shut would hand it to whatever comes next
        self._lead_on()

    def browse(self) -> None:
        """Choose the driver of a token that none of the known makers' drivers reads."""
        title = self.speech.word("efile-ui.token-browse")
        kinds = "*.dll" if sys.platform == "win32" else "*.so *.so.* *.dylib"
        name, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if name:
            self.choose_module(Path(name))

    def choose_module(self, module: Path) -> None:
        """Ask this driver first from now on."""
        work = partial(self.office.efile.signing.choose_module, module.absolute())
        self.run(Lane.SIGNING, work, partial(self._chose, module.name))

    def lock(self) -> None:
        """Close the token."""
        self._unlocking.let_go()
        self.run(Lane.SIGNING, self.office.efile.signing.lock, self._locked)

    def tell_failed(self, error: AppError) -> None:
        super().tell_failed(error)
        self._say_busy(busy=False)

    def _shut(self, error: str) -> None:
        """What was found before holds no more. A desk that has no roots has no use for a driver either."""
        self._seen = None
        self._browse.setEnabled(error not in NONE_HERE)
        self._modules.put((), lambda each: each.path)
        self._modules.say_empty("efile-ui.modules-unknown")
        self._say_steps()
        self._say_enrol()

    def _show(self, seen: Seen) -> None:
        self._seen, self._has_asked = seen, False
        practises = any(each.token.maker == PRACTICE for each in seen.choices)
        self._browse.setEnabled(not practises)
        none = "modules-practice" if practises else "modules-none"
        self._modules.say_empty(f"efile-ui.{'modules-open' if seen.diagnosis is None else none}")
        if seen.diagnosis is not None:
            self._modules.put(seen.diagnosis.modules, lambda each: each.path)
        self._say_steps()
        self._say_enrol()

    def _enrolled(self, register: "tuple[Enrolment, ...]") -> None:
        newest, self._has_asked = register[0], True
        self._asked = newest.id
        until = day_words(office_day(newest.not_after))
        self.tell(words("efile-ui.token-enrolled", name=newest.holder, ca=newest.ca, until=until))

    def _tried(self, verdict: Verdict) -> None:
        if verdict.is_good and verdict.certificate is not None:
            self.tell(words("efile-ui.token-signed", name=verdict.certificate.common_name))
        else:
            self.tell(words(f"signature.{verdict.finding.value}"), "wrong")

    def _chose(self, name: str, _found: Diagnosis) -> None:
        self.tell(words("efile-ui.token-chosen", file=name))
        self.look()

    def _locked(self, _nothing: None) -> None:
        self._seen = None
        self.look()

    def _lead_on(self) -> None:
        """Once the token is open, the cursor that gave the PIN, or waited, stands on what can be done with it."""
        self._say_enrol()
        at = self.focusWidget()
        waits = at is self._unlocking or (at is not None and self._unlocking.isAncestorOf(at))
        if waits and self._unlocking.is_open and not self._busy:
            (self._try if self._enrol.isHidden() else self._enrol).setFocus()

    def _say_enrol(self) -> None:
        """Only with an open token can anything be tried; before that it would push the PIN out of sight."""
        for each in (self._enrol, self._try, self._lock):
            each.setEnabled(self._unlocking.is_open and not self._busy)
            each.setVisible(self._unlocking.is_open)
        choice = self._unlocking.choice
        is_known = choice is not None and choice.standing in (Enrolled.ASKED, Enrolled.APPROVED)
        if is_known or self._has_asked:
            self._enrol.hide()

    def _say_steps(self) -> None:
        seen = self._seen
        self._card.setVisible(seen is not None)
        if seen is None:
            return
        found = seen.diagnosis.readiness if seen.diagnosis else Readiness.READY
        at, here = STEPS.index(found), (f"readiness.{found.value}", "wrong")
        if found is Readiness.READY:
            here = ready_told(seen, self._unlocking.choice)
        for place, step in enumerate(STEPS):
            line = self._steps[step]
            said, tone = (
                here if place == at else (f"efile-ui.step-{step.value}", "good" if place < at else "")
            )
            line.setText(f"{SIGNS[tone]}  {self.speech.word(said)}")
            restyle(line, "role", "heading" if place == at else "hint")
            restyle(line, "tone", tone)
        readers = seen.diagnosis.readers if seen.diagnosis else ()
        self._readers.setText(", ".join(each.name for each in readers))

    def _lay_out(self) -> None:
        sides, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        sides.setSpacing(SIZES.gap)
        self._card, box = card(self)
        self._card.hide()
        for each in (*self._steps.values(), self._readers):
            each.setWordWrap(True)
            box.addWidget(each)
        left.addWidget(self._card)
        left.addWidget(self._modules, 1)
        left.addWidget(self._browse)
        trial, inside = card(self)
        inside.addWidget(self._unlocking)
        inside.addWidget(self._try)
        inside.addWidget(self._enrol)
        inside.addWidget(self._lock)
        inside.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(trial)
        scroll.setWidgetResizable(True)
        right.addWidget(scroll)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        self.box.addLayout(sides, 1)
