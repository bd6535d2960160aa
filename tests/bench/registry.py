"""Every figure that is promised, with its goal."""

from tests.bench.figure import Figure

FIGURES = (
    Figure(
        "first-paint",
        "first paint of a window that takes keys, 50,000 past applications, to a bare PySide6 window",
        2.0,
        "window:first_paint",
    ),
    Figure("queue-shown", "today's queue shown, to the same bare window", 5.0, "window:queue_shown"),
    Figure(
        "memory",
        "memory after one whole registration, over the bare window",
        90.0,
        "memory:after_a_registration",
        kind="MB",
    ),
    Figure("slip", "a slip rendered and encoded, to Qt's rendering alone", 1.2, "slip:render_and_encode"),
    Figure(
        "encoding",
        "encoding a picture for the printer, to python-escpos image()",
        50.0,
        "slip:encoding",
        at_least=True,
        kind="times faster",
    ),
    Figure("challan", "the challan's page, to bare reportlab without shaping", 2.0, "challan:page"),
    Figure(
        "submit",
        "filing an application, to one raw sqlite3 transaction of the same bytes",
        8.0,
        "submit:file",
    ),
    Figure(
        "drain",
        "draining 2,000 queued entries, to one request an entry",
        8.0,
        "drain:all_entries",
        at_least=True,
        kind="times faster",
    ),
    Figure(
        "stall",
        "longest stall of the screen while 2,000 entries drain, a scan runs and a slip prints",
        50.0,
        "stall:longest",
        kind="ms",
    ),
    Figure(
        "signing",
        "a noting signed, verified and kept, to the token's call and a bare pyHanko CMS of the same bytes",
        1.6,
        "signing:one_noting",
    ),
    Figure(
        "batch",
        "20 notings with one PIN on a token of 600 ms, over the token's own time",
        5.0,
        "signing:batch",
        kind="% more",
    ),
    Figure(
        "batch-stall",
        "longest stall of the screen while a batch is signed",
        50.0,
        "signing:batch_stall",
        kind="ms",
    ),
    Figure(
        "chain",
        "a chain of 500 notings judged",
        100.0,
        "signing:chain",
        at_least=True,
        kind="a second",
    ),
    Figure("inbox", "slowest key of a search through 10,000 files", 50.0, "efile:search", kind="ms"),
    Figure("open-file", "a file of 300 notes and 1,000 pages read whole", 150.0, "efile:opened", kind="ms"),
    Figure(
        "upload",
        "100,000 certified rows into the master of a centre on PostgreSQL",
        5_000.0,
        "staff_upload:upload",
        at_least=True,
        kind="a second",
    ),
)
