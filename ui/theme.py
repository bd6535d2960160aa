"""How the window looks: every colour, size and style, once."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui import fonts


@dataclass(frozen=True, slots=True)
class Colours:
    """Each pair of ink and ground keeps a contrast of 4.5:1 or better."""

    canvas: str = "#F5F6F8"
    surface: str = "#FFFFFF"
    ink: str = "#1B2430"
    muted: str = "#566273"
    line: str = "#DDE2E8"
    border: str = "#8A96A5"
    accent: str = "#0B5CAD"
    accent_deep: str = "#084A8C"
    accent_soft: str = "#E8F1FA"
    on_accent: str = "#FFFFFF"
    good: str = "#1E7B34"
    good_soft: str = "#E7F4EA"
    wait: str = "#8A5A00"
    wait_soft: str = "#FFF6E0"
    wrong: str = "#B3261E"
    wrong_soft: str = "#FDECEA"


@dataclass(frozen=True, slots=True)
class Sizes:
    """In logical px, on a grid of eight; fonts in px too, so that a screen's scale is Qt's business alone."""

    step: int = 8
    gap: int = 16
    margin: int = 24
    control: int = 40
    next_action: int = 56
    radius: int = 6
    rail: int = 216
    rail_narrow: int = 88
    queue: int = 260
    queue_narrow: int = 240
    header: int = 56
    icon: int = 20
    body: int = 15
    label: int = 13
    title: int = 20
    money: int = 24


COLOURS = Colours()
SIZES = Sizes()
FAMILIES = ("Noto Sans Devanagari", "Noto Sans", "Nirmala UI", "Mangal")


def apply(app: QApplication) -> None:
    """Dress the whole program; what a widget is stands in its properties `kind`, `role`, `panel` and `tone`."""
    fonts.load()
    app.setStyle("Fusion")
    app.setFont(font(SIZES.body))
    app.setPalette(_palette())
    app.setStyleSheet(STYLE)


def font(pixels: int, *, strong: bool = False) -> QFont:
    """Return the program's font; one family serves both scripts, so lines do not jump."""
    found = QFont(list(FAMILIES))
    found.setPixelSize(pixels)
    found.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return found


def restyle(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a style property of a widget that is on the screen already."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _palette() -> QPalette:
    found = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, COLOURS.canvas),
        (QPalette.ColorRole.Base, COLOURS.surface),
        (QPalette.ColorRole.AlternateBase, COLOURS.canvas),
        (QPalette.ColorRole.WindowText, COLOURS.ink),
        (QPalette.ColorRole.Text, COLOURS.ink),
        (QPalette.ColorRole.ButtonText, COLOURS.ink),
        (QPalette.ColorRole.PlaceholderText, COLOURS.muted),
        (QPalette.ColorRole.Highlight, COLOURS.accent),
        (QPalette.ColorRole.HighlightedText, COLOURS.on_accent),
    ):
        found.setColor(role, QColor(colour))
    return found


_C, _S = COLOURS, SIZES
_ARROW = (fonts.FOLDER.parent / "icons" / "down.svg").as_posix()
STYLE = f"""
QWidget {{ color: {_C.ink}; font-size: {_S.body}px; }}
QMainWindow, QDialog, QWidget[panel="canvas"] {{ background: {_C.canvas}; }}
QLabel {{ background: transparent; }}
QToolTip {{ background: {_C.ink}; color: {_C.surface}; border: 0; padding: 6px 8px; font-size: {_S.label}px; }}

QLabel#spellings {{ background: {_C.surface}; border: 1px solid {_C.accent}; }}
QLabel[role="title"] {{ font-size: {_S.title}px; font-weight: 600; min-height: 34px; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="label"] {{ font-size: {_S.label}px; font-weight: 600; }}
QLabel[role="hint"] {{ font-size: {_S.label}px; color: {_C.muted}; }}
QLabel[role="doubt"] {{ font-size: {_S.label}px; color: {_C.wait}; }}
QLabel[role="error"] {{ font-size: {_S.label}px; color: {_C.wrong}; }}
QLabel[role="money"] {{ font-size: {_S.money}px; font-weight: 600; }}
QLabel[tone="good"] {{ color: {_C.good}; }}
QLabel[tone="wait"] {{ color: {_C.wait}; }}
QLabel[tone="wrong"] {{ color: {_C.wrong}; }}

QFrame[panel="card"] {{ background: {_C.surface}; border: 1px solid {_C.line}; border-radius: {_S.radius}px; }}
QFrame[panel="card"][tone="good"] {{ background: {_C.good_soft}; border-color: {_C.good}; }}
QFrame[panel="card"][tone="wait"] {{ background: {_C.wait_soft}; border-color: {_C.wait}; }}
QFrame[panel="card"][tone="wrong"] {{ background: {_C.wrong_soft}; border-color: {_C.wrong}; }}
QFrame[panel="rail"] {{ background: {_C.surface}; border: 0; border-right: 1px solid {_C.line}; }}
QFrame[panel="side"] {{ background: {_C.surface}; border: 0; border-left: 1px solid {_C.line}; }}
QFrame[panel="header"] {{ background: {_C.surface}; border: 0; border-bottom: 1px solid {_C.line}; }}
QFrame[panel="status"] {{ background: {_C.surface}; border: 0; border-top: 1px solid {_C.line}; }}
QFrame[panel="band"] {{ background: {_C.wait_soft}; border: 0; border-bottom: 1px solid {_C.wait}; }}
QFrame[panel="band"] QLabel {{ color: {_C.wait}; font-size: {_S.label}px; font-weight: 600; }}

QPushButton {{
    min-height: {_S.control - 10}px; padding: 4px 16px; border-radius: {_S.radius}px;
    background: {_C.surface}; border: 1px solid {_C.border};
}}
QPushButton:hover {{ background: {_C.accent_soft}; border-color: {_C.accent}; }}
QPushButton:focus {{ border: 2px solid {_C.accent}; padding: 3px 15px; }}
QPushButton:disabled {{ color: {_C.muted}; background: {_C.canvas}; border-color: {_C.line}; }}
QPushButton[kind="primary"] {{
    min-height: {_S.next_action - 10}px; padding: 4px 24px; font-weight: 600;
    background: {_C.accent}; color: {_C.on_accent}; border: 1px solid {_C.accent};
}}
QPushButton[kind="primary"]:hover {{ background: {_C.accent_deep}; }}
QPushButton[kind="primary"]:focus {{ border: 3px solid {_C.ink}; padding: 2px 22px; }}
QPushButton[kind="primary"]:disabled {{ background: {_C.line}; color: {_C.muted}; border-color: {_C.line}; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent; color: {_C.accent}; }}
QPushButton[kind="quiet"]:hover {{ background: {_C.accent_soft}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {_C.accent}; }}
QPushButton[kind="quiet"]:disabled {{ color: {_C.muted}; }}
QPushButton[kind="danger"] {{ color: {_C.wrong}; border-color: {_C.wrong}; }}
QPushButton[kind="danger"]:hover {{ background: {_C.wrong_soft}; }}
QPushButton[kind="danger"]:focus {{ border: 2px solid {_C.wrong}; }}
QPushButton[kind="danger"]:disabled {{ color: {_C.muted}; background: {_C.canvas}; border-color: {_C.line}; }}
QPushButton[kind="chip"] {{
    min-height: 24px; padding: 1px 10px; border-radius: 14px; font-size: {_S.label}px;
    background: {_C.canvas}; border: 1px solid {_C.line};
}}
QPushButton[kind="chip"]:hover {{ border-color: {_C.accent}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {_C.accent}; padding: 0 9px; }}
QPushButton[kind="chip"][tight="true"] {{ padding: 1px 6px; }}
QPushButton[kind="chip"][tight="true"]:focus {{ padding: 0 5px; }}
QPushButton[kind="chip"]:checked {{ background: {_C.accent}; color: {_C.on_accent}; border-color: {_C.accent}; }}
QPushButton[kind="chip"]:checked:focus {{ border: 2px solid {_C.ink}; }}
QPushButton[kind="chip"][tone="good"] {{ background: {_C.good_soft}; color: {_C.good}; border-color: {_C.good}; }}
QPushButton[kind="chip"][tone="wait"] {{ background: {_C.wait_soft}; color: {_C.wait}; border-color: {_C.wait}; }}
QPushButton[kind="chip"][tone="wrong"] {{ background: {_C.wrong_soft}; color: {_C.wrong}; border-color: {_C.wrong}; }}
QPushButton[kind="rail"] {{
    text-align: left; padding: 6px 12px; border: 2px solid transparent; background: transparent;
    font-size: {_S.body}px;
}}
QPushButton[kind="rail"]:hover {{ background: {_C.canvas}; }}
QPushButton[kind="rail"]:checked {{ background: {_C.accent_soft}; color: {_C.accent_deep}; font-weight: 600; }}
QPushButton[kind="rail"]:focus {{ border: 2px solid {_C.accent}; }}
QPushButton[kind="rail"][narrow="true"] {{
    text-align: center; padding: 24px 0 0 0; font-size: 12px; min-height: 16px;
}}
QLabel[role="badge"] {{
    background: {_C.accent}; color: {_C.on_accent}; border-radius: 10px; padding: 0 6px;
    font-size: 12px; font-weight: 600; min-height: 20px; min-width: 8px;
}}
QLabel[role="badge"][tone="wrong"] {{ background: {_C.wrong}; color: {_C.on_accent}; }}

QLineEdit, QComboBox, QDateEdit, QSpinBox, QPlainTextEdit, QTextEdit {{
    min-height: {_S.control - 10}px; padding: 4px 10px; background: {_C.surface};
    border: 1px solid {_C.border}; border-radius: {_S.radius}px;
    selection-background-color: {_C.accent}; selection-color: {_C.on_accent};
}}
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
    border: 2px solid {_C.accent}; padding: 3px 9px;
}}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QDateEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{
    border: 2px solid {_C.wrong}; padding: 3px 9px; background: {_C.wrong_soft};
}}
QLineEdit[wrong="true"]:focus, QComboBox[wrong="true"]:focus, QDateEdit[wrong="true"]:focus,
QPlainTextEdit[wrong="true"]:focus {{ border-color: {_C.accent}; }}
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only,
QPlainTextEdit[still="true"] {{
    background: {_C.canvas}; color: {_C.muted}; border-color: {_C.line};
}}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: 32px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url({_ARROW}); width: 16px; height: 16px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{ background: {_C.surface}; border: 1px solid {_C.border}; outline: 0; }}
QComboBox QAbstractItemView::item {{ min-height: 32px; padding: 2px 8px; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 32px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 18px; height: 18px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {_C.accent_deep}; text-decoration: underline; }}

QListView, QTableView, QTreeView {{
    background: {_C.surface}; border: 1px solid {_C.line}; padding: 1px; border-radius: 3px; outline: 0;
    gridline-color: {_C.line}; alternate-background-color: {_C.canvas};
    selection-background-color: {_C.accent_soft}; selection-color: {_C.ink};
}}
QListView:focus, QTableView:focus, QTreeView:focus {{ border: 2px solid {_C.accent}; padding: 0; }}
QTableView[panel="frozen"] {{ border: 0; padding: 0; border-right: 2px solid {_C.border}; border-radius: 0; }}
QTableView::item, QListView::item {{ padding: 4px 8px; border: 0; }}
QTableView::item:selected, QListView::item:selected {{ background: {_C.accent_soft}; color: {_C.ink}; }}
QHeaderView {{ background: {_C.canvas}; }}
QHeaderView::section {{
    background: {_C.canvas}; color: {_C.muted}; border: 0; border-bottom: 1px solid {_C.line};
    padding: 8px; font-size: {_S.label}px; font-weight: 600;
}}
QMenu {{ background: {_C.surface}; border: 1px solid {_C.border}; padding: 4px; }}
QMenu::item {{ padding: 8px 24px 8px 12px; border: 2px solid transparent; border-radius: {_S.radius}px; }}
QMenu::item:selected {{ background: {_C.accent_soft}; color: {_C.ink}; border-color: {_C.accent}; }}
QMenu::item:disabled {{ color: {_C.muted}; }}
QMenu::separator {{ height: 1px; background: {_C.line}; margin: 4px 12px; }}
QPushButton::menu-indicator {{
    image: url({_ARROW}); width: 12px; height: 12px;
    subcontrol-origin: border; subcontrol-position: right center; right: 4px;
}}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget[panel="page"] {{ background: transparent; }}
QScrollBar:vertical {{ width: 12px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 12px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {_C.border}; border-radius: 4px; min-height: 32px; min-width: 32px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QProgressBar {{
    min-height: 8px; max-height: 8px; border: 0; border-radius: 4px; background: {_C.line}; color: transparent;
}}
QProgressBar::chunk {{ background: {_C.accent}; border-radius: 4px; }}
QSplitter::handle {{ background: {_C.line}; }}
"""
