# shellcheck shell=bash
# The virtual environment and the locked dependencies in it.

python=.venv/bin/python
unfinished=.venv/.unfinished # there only while something is being installed: found at the start, we were killed midway

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

system_python() {
    local candidate
    for candidate in python3.11 python3; do
        if is_new_enough "$candidate"; then echo "$candidate"; return; fi
    done
    return 1
}

# A venv knows the folder it was made in, so one that was moved or copied is made anew.
venv_is_whole() {
    [ ! -e $unfinished ] && [ "$(cat .venv/.made-in 2>/dev/null)" = "$PWD" ] && $python -c 'import pip' 2>/dev/null
}

can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# Without python3-venv only pip is missing, and that is one wheel, the system's or one that is borrowed.
make_venv_by_wheel() {
    local wheel wheels=usr/share/python-wheels
    "$1" -m venv --clear --without-pip .venv >>"$log" 2>&1 || return 1
    compgen -G "/$wheels/pip-*.whl" >/dev/null || borrow python3-pip-whl || true
    for wheel in /"$wheels"/pip-*.whl "$borrowed/$wheels"/pip-*.whl; do
        [ -e "$wheel" ] || continue
        PYTHONPATH=$wheel $python -m pip install --quiet --no-index --no-deps "$wheel" >>"$log" 2>&1 && break
    done
    rm -rf "$borrowed"
    $python -m pip --version >>"$log" 2>&1
}

make_venv() {
    local base wanted
    if venv_is_whole; then return; fi
    base=$(system_python) ||
        stop "Python 3.11 या नया चाहिए; इस मशीन पर नहीं मिला।" "Python 3.11 or newer is needed; none was found here."
    say "पहली बार की तैयारी: .venv बन रहा है।" "First set-up: making .venv."
    if ! can_make_venv "$base" && may_install; then
        mapfile -t wanted < <(packages_in python)
        install_packages "${wanted[@]}" || true
    fi
    { can_make_venv "$base" && "$base" -m venv --clear .venv >>"$log" 2>&1; } || make_venv_by_wheel "$base" || stop \
        "pip नहीं मिला: या तो नेटवर्क चाहिए, या python3-venv पैकेज (प्रशासक से: apt-get install python3-venv)।" \
        "No pip was found: either a network is needed, or python3-venv (from an administrator: apt-get install python3-venv)."
    echo "$PWD" >.venv/.made-in
}

pip_install() {
    $python -m pip --quiet --disable-pip-version-check --no-input --retries 5 --timeout 60 install \
        --require-hashes "$@" >>"$log" 2>&1
}

stamp_of() { echo ".venv/.installed-$(basename "$1")"; }

is_installed() { venv_is_whole && sha256sum --check --status "$(stamp_of "$1")" 2>/dev/null; }

# test.lock holds all of run.lock, so having the first is having the second.
install_lock() {
    if is_installed "$1" || is_installed requirements/test.lock; then return; fi
    : >"$log"
    say "पैकेज लगाए जा रहे हैं ($1)। कुछ मिनट लग सकते हैं।" "Installing the pinned packages ($1). This can take some minutes."
    : >$unfinished
    if ! pip_install --only-binary :all: -r "$1"; then
        rm -f $unfinished
        stop "पैकेज नहीं आ सके। नेटवर्क देखें और वही आदेश फिर चलाएँ।" \
            "The pinned packages could not be fetched. Check the network and run the same command again."
    fi
    rm -f .venv/.installed-*
    sha256sum requirements/run.lock "$1" >"$(stamp_of "$1")"
    rm -f $unfinished
}
