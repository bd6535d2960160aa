#!/usr/bin/env bash
# Makes the ground ready for one job: system packages where we may install them, .venv, the locked dependencies.
#
#   installer/prepare.sh run | test | lint | bench
#
# Safe to repeat, to interrupt and to run twice at once; quick when nothing changed. Leaves in .venv/environment what the
# job's shell has to read. Ends with 0 when the job can start, and with 69 when something it cannot do without is missing;
# then it has said what.
set -euo pipefail
cd "$(dirname "$0")/.."

stage=${1:-}
case $stage in
    run)   groups=(window scan card)      lock=requirements/run.lock ;;
    test)  groups=(window scan card test) lock=requirements/test.lock ;;
    lint)  groups=()                      lock=requirements/test.lock ;;
    bench) groups=(window scan card test) lock=requirements/test.lock ;;
    *) echo "prepare.sh: run, test, lint or bench, not '$stage'" >&2; exit 64 ;;
esac

# shellcheck source=installer/set-up/words.sh
. installer/set-up/words.sh
# shellcheck source=installer/set-up/packages.sh
. installer/set-up/packages.sh
# shellcheck source=installer/set-up/borrow.sh
. installer/set-up/borrow.sh
# shellcheck source=installer/set-up/python.sh
. installer/set-up/python.sh
# shellcheck source=installer/set-up/window.sh
. installer/set-up/window.sh
# shellcheck source=installer/set-up/card.sh
. installer/set-up/card.sh
# shellcheck source=installer/set-up/floor.sh
. installer/set-up/floor.sh

# Two makes at once take turns. The lock is this file's own, so it holds before .venv exists.
take_turn() {
    command -v flock >/dev/null || return 0
    exec 9<installer/prepare.sh
    flock -n 9 && return
    say "दूसरी तैयारी चल रही है; उसके पूरा होने की प्रतीक्षा है।" "Another set-up is running; waiting for it to finish."
    flock 9
}

can_write() { mkdir -p .venv && : >.venv/.writable; } 2>/dev/null

take_turn
if ! can_write; then
    is_installed "$lock" && exit 0 # somebody with the right has set it up; reading is enough
    stop "फ़ोल्डर $PWD में लिखा नहीं जा सकता। उसे अपने फ़ोल्डर में कॉपी करें या लिखने का अधिकार लें।" \
        "The folder $PWD cannot be written. Copy it to a folder of your own, or get the right to write there."
fi

make_venv
for group in "${groups[@]}"; do install_group "$group"; done
install_lock "$lock"
if [ "$stage" != lint ]; then
    make_window_ready
    make_card_ready
    tell_missing "${groups[@]:1}" # all but the window's, which are here or borrowed by now
fi
if [ "$stage" = bench ]; then make_floor_ready; fi
