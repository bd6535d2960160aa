"""What the program writes into the settings leaves every other line as a person wrote it."""

from pathlib import Path

from app.records.settings import keep_centre, keep_module, read_settings

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
