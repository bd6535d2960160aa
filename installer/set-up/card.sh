# shellcheck shell=bash
# The card reader's hint: pyscard has no Linux wheel, so it is built, once, where it can be.

can_build_card() {
    command -v cc >/dev/null && command -v swig >/dev/null && [ -e /usr/include/PCSC/winscard.h ] &&
        $python -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
}

build_card() {
    : >"$log"
    say "कार्ड रीडर का सहायक बनाया जा रहा है।" "Building the card reader's helper."
    # No build isolation: the setuptools is the locked one, the swig is the system's.
    pip_install --no-build-isolation -r requirements/card.lock || { last_words 3; return 1; }
}

# The stamp keeps whether this lock was built or could not be, so that a failure is not tried at every start.
make_card_ready() {
    local stamp=.venv/.card asked
    asked=$(sha256sum <requirements/card.lock)
    if [ "$(cat $stamp 2>/dev/null)" = "$asked built" ]; then return; fi
    if can_build_card && [ "$(cat $stamp 2>/dev/null)" != "$asked failed" ]; then
        if build_card; then
            echo "$asked built" >$stamp
            return
        fi
        echo "$asked failed" >$stamp
    fi
    say "कार्ड रीडर लगाने-हटाने का संकेत इस मशीन पर नहीं मिलेगा (pyscard नहीं बना); बाकी सब चलेगा।" \
        "No hint when a card reader is plugged in or out on this machine (pyscard was not built); all else works."
}
