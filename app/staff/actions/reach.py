"""For which offices a post acts: its own and those below it; a super admin for all. The centre asks this again."""

from sqlalchemy.orm import Session

from app.accounts.model import Role
from app.accounts.people import office_of
from app.accounts.records import OfficeRow
from app.errors import InputError
from app.staff.at import At


def require_reach(session: Session, at: At, office: str) -> None:
    """Raise unless the acting post may act for this office. Raises: InputError("staff.other-office")."""
    if reaches(session, at, office):
        return
    row = session.get(OfficeRow, office)
    name = office_of(row.document).name.both if row else office
    raise InputError(reason="staff.other-office", field="office", office=name)


def reaches(session: Session, at: At, office: str) -> bool:
    """Return whether the acting post may act for this office."""
    own, looked, above = at.acting.office.id, set[str](), office
    if Role.SUPER_ADMIN in at.acting.post.roles:
        return True
    while above != own:
        row = session.get(OfficeRow, above)
        looked.add(above)
        above = str(row.document.get("parent", "")) if row else ""
        if not above or above in looked:
            return False
    return True
