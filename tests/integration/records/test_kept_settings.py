"""What the program writes into the settings leaves every other line as a person wrote it."""

from pathlib import Path

from app.records.settings import PrinterEntry, keep_centre, keep_module, keep_slip_printer, read_settings

WRITTEN = """# our kendra
desk_name = "खिड़की 2"

[token]  # chosen by hand
module = "/old.so"
# its maker's own

[[printer]]
name = "virtual"
kind = "virtual"

[[printer]]
name = "pdf"
kind = "pdf"
"""


def test_the_driver_of_a_token_is_kept_and_all_else_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(WRITTEN, "utf-8")
    keep_module(tmp_path, "/opt/टोकन/p11.so")
    found = read_settings(tmp_path)
    assert (found.token.module, found.desk_name) == ("/opt/टोकन/p11.so", "खिड़की 2")
    assert [each.name for each in found.printers] == ["virtual", "pdf"]
    assert file.read_text("utf-8").count("[token]") == 1
    assert file.read_text("utf-8").startswith("# our kendra\n")


def test_a_new_centre_takes_nothing_of_the_token_away(tmp_path: Path) -> None:
    keep_module(tmp_path, "/p11.so")
    keep_centre(tmp_path, "https://practice.example", training=True)
    assert read_settings(tmp_path).training and not read_settings(tmp_path).has_own_centre
    keep_centre(tmp_path, "https://centre.example", training=False)
    found = read_settings(tmp_path)
    assert (found.token.module, found.centre_url) == ("/p11.so", "https://centre.example")
    assert not found.training


def test_another_slip_printer_is_kept_and_all_else_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(WRITTEN, "utf-8")
    for dots in (384, 576):  # the second time it is the same printer, with another roll
        counter = PrinterEntry("काउंटर", "network", "192.168.1.50", dots, cuts=False)
        keep_slip_printer(tmp_path, counter)
        found = read_settings(tmp_path)
        assert (found.slip_printer, found.printers[-1]) == ("काउंटर", counter)
        assert [each.name for each in found.printers] == ["virtual", "pdf", "काउंटर"]
    assert (found.token.module, found.desk_name) == ("/old.so", "खिड़की 2")
    assert all(line in file.read_text("utf-8") for line in ("# our kendra\n", "# its maker's own\n"))


def test_a_first_printer_of_its_own_leaves_a_desk_those_it_had(tmp_path: Path) -> None:
    keep_slip_printer(tmp_path, PrinterEntry("counter", "file", "/dev/usb/lp0"))
    found = read_settings(tmp_path)
    assert {each.name for each in found.printers} == {"virtual", "pdf", "counter"}
    assert (found.slip_printer, found.page_printer) == ("counter", "pdf")
