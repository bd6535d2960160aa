#!/usr/bin/env bash
# Makes the ground ready: system packages where we may install them, .venv, the locked dependencies.
#
#   installer/prepare.sh run | test | lint
#
# Safe to repeat, and quick when nothing changed. Leaves in .venv/environment what the job's shell has to read. Ends with 0 when the job can start, and with 69 when something it
# cannot do without is missing; then it has said what.
set -euo pipefail
cd "$(dirname "$0")/.."

stage=${1:?run, test or lint}
list=installer/system-packages.txt
python=.venv/bin/python
log=$(mktemp)
ours=$PWD/.venv/.apt  # apt takes a relative folder for one under /
trap 'rm -rf "$log" "$ours"' EXIT

case $stage in
    run)  groups=(window scan)      lock=requirements/run.lock ;;
    test) groups=(window scan test) lock=requirements/test.lock ;;
    lint) groups=()                 lock=requirements/test.lock ;;
    *) echo "prepare.sh: run, test or lint, not '$stage'" >&2; exit 64 ;;
esac

say() { printf '%s\n%s\n' "$1" "$2" >&2; }

stop() {
    say "$@"
    tail -n 8 "$log" >&2
    exit 69
}

# --- System packages -------------------------------------------------------------------------------------------------

packages_in() { awk -F' *[|] *' -v groups=" $* " '!/^#/ && NF && index(groups, " " $1 " ") { print $2 }' "$list"; }

missing_in() {
    command -v dpkg-query >/dev/null || return 0
    local wanted
    mapfile -t wanted < <(packages_in "$@")
    ((${#wanted[@]})) || return 0
    dpkg-query -W -f '${db:Status-Abbrev}|${Package}\n' "${wanted[@]}" 2>/dev/null |
        awk -F'|' -v wanted="${wanted[*]}" '
            $1 ~ /^.i/ { here[$2] }
            END { n = split(wanted, all, " "); for (i = 1; i <= n; i++) if (!(all[i] in here)) print all[i] }'
}

may_install() { command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }

# RUNLEVEL=1: what is installed starts no service.
apt() {
    local rights=()
    [ "$(id -u)" = 0 ] || rights=(sudo -n)
    "${rights[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 NEEDRESTART_SUSPEND=1 apt-get -qq -y \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null >>"$log" 2>&1
}

lists_fresh=
install_packages() {
    say "सिस्टम के पैकेज लगाए जा रहे हैं: $*" "Installing system packages: $*"
    [ -n "$lists_fresh" ] || { apt update || true; lists_fresh=yes; }
    apt install --no-install-recommends "$@"
}

# One try for one set of missing packages; after a failure not again within the hour.
try_packages() {
    local asked=.venv/.asked-$1 missing
    mapfile -t missing < <(missing_in "$1")
    ((${#missing[@]})) || return 0
    may_install || return 0
    if [ "$(cat "$asked" 2>/dev/null)" = "${missing[*]}" ] && [ -n "$(find "$asked" -mmin -60)" ]; then return 0; fi
    install_packages "${missing[@]}" || tail -n 3 "$log" >&2
    echo "${missing[*]}" >"$asked"
}

tell_missing() {
    local missing
    mapfile -t missing < <(missing_in "$@")
    ((${#missing[@]})) || return 0
    say "ये सिस्टम पैकेज नहीं हैं, इसलिए इनका काम छूटेगा:" "These system packages are missing, so their work is skipped:"
    awk -F' *[|] *' -v missing=" ${missing[*]} " '
        /^#/ || !index(missing, " " $2 " ") { next }
        { loss = $4 " / " $3 }
        !(loss in names) { order[++n] = loss }
        { names[loss] = names[loss] " " $2 }
        END { for (i = 1; i <= n; i++) printf "  %s:\n     %s\n", order[i], names[order[i]] }' "$list" >&2
    say "लगाने के लिए:" "To install them:"
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
}

# For who may install nothing: the packages and what they need, unpacked into .venv/system. apt keeps its lists in a
# folder of ours for that.
own_apt() {
    apt-get -qq -o Dir::State="$ours/state" -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$ours/cache" \
        -o APT::Sandbox::User= -o Acquire::Retries=3 "$@" </dev/null
}

borrow() {
    local names package
    command -v apt-get dpkg-deb >/dev/null || return 1
    if [ ! -d "$ours" ]; then
        mkdir -p "$ours/state/lists/partial" "$ours/cache/archives/partial" "$ours/new"
        own_apt update || return 1
    fi
    mapfile -t names < <(own_apt -s install --no-install-recommends "$@" | awk '/^Inst/ { print $2 }')
    ((${#names[@]})) || return 1
    (cd "$ours/new" && own_apt download "${names[@]}") || return 1
    for package in "$ours"/new/*.deb; do dpkg-deb -x "$package" .venv/system || return 1; done
    rm -f "$ours"/new/*.deb
} >>"$log" 2>&1

# --- Python ----------------------------------------------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

system_python() {
    local candidate
    for candidate in python3.11 python3; do
        if is_new_enough "$candidate"; then echo "$candidate"; return; fi
    done
    return 1
}

can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# A virtual environment without python3-venv: only its pip has to come from elsewhere.
borrow_pip() {
    local base=$1 wheel wheels=usr/share/python-wheels
    "$base" -m venv --clear --without-pip .venv >>"$log" 2>&1 || return 1
    compgen -G "/$wheels/pip-*.whl" >/dev/null || borrow python3-pip-whl || true
    for wheel in {,.venv/system}/"$wheels"/pip-*.whl; do
        [ -e "$wheel" ] || continue
        PYTHONPATH=$wheel "$python" -m pip install --quiet --no-index --no-deps "$wheel" >>"$log" 2>&1 && break
    done
    rm -rf .venv/system
    "$python" -m pip --version >>"$log" 2>&1
}

make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# A virtual environment without python3-venv: only its pip has to come from elsewhere.
borrow_pip() {
    local base=$1 ours wheel
    "$base" -m venv --clear --without-pip .venv >>"$log" 2>&1 || return 1
    ours=$PWD/.venv/.pip  # apt takes a relative folder for one under /
    compgen -G '/usr/share/python-wheels/pip-*.whl' >/dev/null || fetch_pip "$ours" || true
    for wheel in /usr/share/python-wheels/pip-*.whl "$ours"/usr/share/python-wheels/pip-*.whl; do
        [ -e "$wheel" ] || continue
        PYTHONPATH=$wheel "$python" -m pip install --quiet --no-index --no-deps "$wheel" >>"$log" 2>&1 && break
    done
    rm -rf "$ours"
    "$python" -m pip --version >>"$log" 2>&1
}

make_venv() {
    local base
    base=$(system_python) || stop "Python 3.11 या नया चाहिए; इस मशीन पर नहीं मिला।" "Python 3.11 or newer is needed; none was found here."
    say "पहली बार की तैयारी: .venv बन रहा है।" "First set-up: making .venv."
    if ! can_make_venv "$base" && may_install; then
        mapfile -t venv_package < <(packages_in python)
        install_packages "${venv_package[@]}" || true
    fi
    if can_make_venv "$base"; then
        "$base" -m venv --clear .venv >>"$log" 2>&1 && return
    fi
    borrow_pip "$base" || stop \
        "Python का python3-venv पैकेज चाहिए। प्रशासक से लगवाएँ: apt-get install python3-venv" \
        "Python's python3-venv package is needed. Ask an administrator for: apt-get install python3-venv"
}

pip_install() {
    "$python" -m pip --quiet --disable-pip-version-check --no-input --retries 5 --timeout 60 install \
        --require-hashes "$@" >>"$log" 2>&1
}

install_lock() {
    : >"$log"
    say "पैकेज लगाए जा रहे हैं ($lock)। कुछ मिनट लग सकते हैं।" "Installing the pinned packages ($lock). This can take some minutes."
    pip_install --only-binary :all: -r "$lock" || stop \
        "पैकेज नहीं आ सके। नेटवर्क देखें और वही आदेश फिर चलाएँ।" \
        "The pinned packages could not be fetched. Check the network and run the same command again."
}

# --- The window's libraries, where nobody may install them ------------------------------------------------------------

can_import_qt() { (. .venv/environment && "$python" -c 'import PySide6.QtWidgets') >>"$log" 2>&1; }

write_environment() {
    local libraries
    : >.venv/environment
    for libraries in .venv/system/usr/lib/*-linux-gnu; do
        [ -d "$libraries" ] || continue
        printf 'export %s\n' "LD_LIBRARY_PATH=$PWD/$libraries\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}" \
            "FONTCONFIG_PATH=$PWD/.venv/system/etc/fonts" "XKB_CONFIG_ROOT=$PWD/.venv/system/usr/share/X11/xkb" \
            >.venv/environment
    done
}

window() {
    local missing
    mapfile -t missing < <(missing_in window)
    if ! ((${#missing[@]})); then
        [ ! -d .venv/system ] || rm -rf .venv/system
        write_environment
        return
    fi
    [ -e .venv/environment ] || write_environment
    if [ "$(cat .venv/.borrowed 2>/dev/null)" = "${missing[*]}" ]; then return; fi
    say "विंडो की लाइब्रेरियाँ लगाने का अधिकार नहीं है; उन्हें .venv में रखा जा रहा है।" \
        "No right to install the window's libraries; they are put into .venv."
    : >"$log"
    borrow "${missing[@]}" || true
    write_environment
    if can_import_qt; then
        echo "${missing[*]}" >.venv/.borrowed
    else
        tell_missing "${groups[@]}"
        stop "ऊपर लिखे पैकेजों के बिना प्रोग्राम नहीं चलता।" "Without the packages listed above the program cannot start."
    fi
}

# --- The card reader's hint: pyscard has no Linux wheel, so it is built, once, where it can be ------------------------

can_build_card() {
    : >"$log"
    command -v cc swig >/dev/null && [ -e /usr/include/PCSC/winscard.h ] &&
        "$python" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
}

build_card() {
    : >"$log"
    say "कार्ड रीडर का सहायक बनाया जा रहा है।" "Building the card reader's helper."
    # No build isolation: the setuptools is the locked one, the swig is the system's.
    pip_install --no-build-isolation -r requirements/card.lock
}

card() {
    local stamp=.venv/.card card_key
    try_packages card
    card_key=$(sha256sum <requirements/card.lock)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$card_key built" ]; then return; fi
    if can_build_card && [ "$(cat "$stamp" 2>/dev/null)" != "$card_key failed" ]; then
        if build_card; then
            echo "$card_key built" >"$stamp"
            return
        fi
        tail -n 3 "$log" >&2
        echo "$card_key failed" >"$stamp"
    fi
    say "कार्ड रीडर लगाने-हटाने का संकेत इस मशीन पर नहीं मिलेगा (pyscard नहीं बना); बाकी सब चलेगा।" \
        "No hint when a card reader is plugged in or out on this machine (pyscard was not built); all else works."
}

# --- The walk --------------------------------------------------------------------------------------------------------

exec 9<"$0"
! command -v flock >/dev/null || flock 9  # two makes at once take turns

[ -x "$python" ] && "$python" -c 'import pip' 2>/dev/null || make_venv
key=$(cat requirements/*.lock "$list" "$0" | sha256sum)

for group in "${groups[@]}"; do try_packages "$group"; done

if [ "$(cat ".venv/.ready-$(basename "$lock")" 2>/dev/null)" != "$key" ]; then
    install_lock
    echo "$key" >.venv/.ready-run.lock
    echo "$key" >".venv/.ready-$(basename "$lock")"
fi

if [ "$stage" != lint ]; then
    window
    card
    tell_missing "${groups[@]/window/}" card
fi
