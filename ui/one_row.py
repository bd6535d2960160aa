"""How does the cursor come to a row of a list, with nothing else chosen, whatever keys are held down just then?"""

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView


def stand_at(view: QAbstractItemView, index: QModelIndex) -> None:
    """Choose this one alone. Qt's own `setCurrentIndex` looks at the keyboard: with Ctrl held, as under Ctrl+Down, it
    adds to what is chosen or takes from it.
    """
    view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
