"""Notices to the citizen: composed in Hindi with the registry's template id, queued with a delivery state."""

from app.base.ids import new_id
from app.base.money import Paise, figures
from app.packs.model import Outcome
from central.model import Application, Job, Notice, NoticeState
from central.sheet import Sheet

SEND, REPORT = "notice-send", "notice-report"


def tell(
    sheet: Sheet,
    found: Application,
    text: str,
    *,
    challan_number: str = "",
    amount: int = 0,
    refund_number: str = "",
    id: str = "",
    outcome: Outcome | None = None,
) -> None:
    """Queue the notice `text` of the charter for the applicant; without a mobile number, or such a text, there is none.

    `id` is given where it must not be queued twice.
    """
    notice_text = sheet.centre.charter.notices.get(text)
    if not found.mobile or notice_text is None:
        return
    words = notice_text.hi.format(
        application_number=found.number,
        registration_number=found.registration,
        challan_number=challan_number,
        amount=figures(Paise(amount)),
        refund_number=refund_number,
        done=outcome.done.hi if outcome else "",
        number_name=outcome.number.hi if outcome else "",
    )
    notice = Notice(
        id=id or new_id(),
        application=found.id,
        office=found.office,
        mobile=found.mobile,
        text=words,
        template=notice_text.template,
        state=NoticeState.QUEUED,
        version=1,
        at=sheet.centre.moment(),
    )
    sheet.put(notice, Job(new_id(), SEND, notice.id, sheet.centre.seconds()))
