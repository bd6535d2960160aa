"""In which table is somebody typing into a cell? What stands there is kept only once the cell is left."""

from PySide6.QtWidgets import QAbstractItemView, QApplication


def typed_into() -> QAbstractItemView | None:
    """Return the table in one of whose cells the cursor stands."""
    editor = QApplication.focusWidget()
    page = editor.parentWidget() if editor else None
    table = page.parentWidget() if page else None
    return table if isinstance(table, QAbstractItemView) and table.viewport() is page else None


def finish_cell() -> None:
    """Leave the cell, as its table takes the focus back: what was typed goes into it."""
    table = typed_into()
    if table is not None:
        table.setFocus()
