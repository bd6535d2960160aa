"""That no money paid in at a bank counts twice: two challans never stand for one deposit."""

from datetime import date

from sqlalchemy import select

from app.base.deposits import deposit_mark
from central.body import Rejected
from central.model import Challan, ChallanState
from central.sheet import Sheet
from central.store import hold, upsert
from central.tables import challan as challan_table
from central.tables import deposit as deposit_table

STANDS = (ChallanState.DEPOSITED, ChallanState.VERIFIED)
"""How a challan stands under which money is in."""


def require_new(sheet: Sheet, challan: Challan, branch: str, on: date, scroll: str) -> None:
    """Note which challan the deposit is told under. Raises: Rejected("challan.deposit-known"), naming another one
    under which it counts already; one that the bank did not find counts under none.
    """
    mark = deposit_mark(branch, on, scroll)
    hold(sheet.connection, f"deposit {mark}")
    asked = select(deposit_table.c.challan).where(deposit_table.c.mark == mark)
    told = sheet.connection.scalar(asked)
    if told not in (None, challan.number) and _stands(sheet, str(told), branch, on, scroll):
        raise Rejected("challan.deposit-known", number=str(told))
    upsert(sheet.connection, deposit_table, [{"mark": mark, "challan": challan.number}])


def _stands(sheet: Sheet, number: str, branch: str, on: date, scroll: str) -> bool:
    """Say whether that challan is paid in by this very deposit: on this sheet, or as it was kept."""
    put = sheet.get(Challan, number)
    if put is not None:
        state, deposit = put.state, put.deposit
    else:
        asked = select(challan_table.c.state, challan_table.c.deposit)
        state, deposit = sheet.connection.execute(asked.where(challan_table.c.number == number)).one()
    if state not in STANDS or deposit is None:
        return False
    kept = deposit_mark(deposit["branch"], date.fromisoformat(deposit["date"]), deposit["scroll"])
    return kept == deposit_mark(branch, on, scroll)
