"""What two versions of a text differ in, word by word."""

from app.base.compared import Change, compared, count


def test_each_word_is_kept_struck_or_written_and_a_line_that_was_added_shows():
    before = "महोदय,\n\nकृपया पेयजल की शिकायत का निस्तारण करें।"
    after = "महोदय,\n\nकृपया  पेयजल की सभी शिकायतों का निस्तारण करें।\nभवदीय"
    found = compared(before, after)
    said = [(each.change, str(each).strip()) for each in found if each.change is not Change.KEPT]
    assert said == [(Change.STRUCK, "शिकायत"), (Change.WRITTEN, "सभी शिकायतों"), (Change.WRITTEN, "भवदीय")]
    assert (count(found, Change.STRUCK), count(found, Change.WRITTEN)) == (1, 3)
    assert {each.change for each in compared(before, f" {before} ")} == {Change.KEPT}
