# shellcheck shell=bash
# Which system packages are here, which are missing, and installing them where we have the right to.

package_list=installer/system-packages.txt

packages_in() {
    awk -F' *[|] *' -v groups=" $* " '!/^#/ && NF && index(groups, " " $1 " ") { print $2 }' "$package_list"
}

# A package counts as here under its own name and under each name it provides (libglib2.0-0 became libglib2.0-0t64).
missing_in() {
    local wanted
    command -v dpkg-query >/dev/null || return 0
    wanted=$(packages_in "$@")
    [ -n "$wanted" ] || return 0
    dpkg-query -W -f '${db:Status-Abbrev}, ${Package}, ${Provides}\n' | awk -F', ' -v wanted="$wanted" '
        $1 ~ /^.i/ { for (i = 2; i <= NF; i++) { sub(/ .*/, "", $i); here[$i] } }
        END { n = split(wanted, all, "\n"); for (i = 1; i <= n; i++) if (!(all[i] in here)) print all[i] }'
}

may_install() { command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }

with_rights() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# While we install, no package starts a service of its own (PostgreSQL would). The policy ends with this process, so
# nothing is left standing when it is killed.
policy=/usr/sbin/policy-rc.d
hold_services() {
    [ ! -e $policy ] || return 0
    printf '#!/bin/sh\n# SevaDesk installs: no service starts meanwhile. Goes away by itself.\n%s\n%s\n' \
        "[ ! -d /proc/$$ ] || exit 101" "rm -f $policy; exit 0" | with_rights tee $policy >/dev/null
    with_rights chmod 755 $policy
}

release_services() { ! grep -qs "/proc/$$ " $policy || with_rights rm -f $policy; }

apt_get() {
    with_rights env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -qq -y \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null >>"$log" 2>&1 9<&-
}

lists_fresh=
install_packages() {
    local outcome=0
    say "सिस्टम के पैकेज लगाए जा रहे हैं: $*" "Installing system packages: $*"
    # A run that was killed may have left packages half set up; apt refuses to go on before they are whole.
    [ -n "$lists_fresh" ] || { with_rights dpkg --configure -a </dev/null && apt_get update; } >>"$log" 2>&1 || true
    lists_fresh=yes
    hold_services
    apt_get install --no-install-recommends "$@" || outcome=$?
    release_services
    [ $outcome = 0 ] || last_words 3
    return $outcome
}

# One try for one set of missing packages; after a failure not again within the hour, except where nothing may be skipped.
install_group() {
    local asked=.venv/.asked-$1 missing
    mapfile -t missing < <(missing_in "$1")
    ((${#missing[@]})) || return 0
    may_install || return 0
    if [ -z "${CI:-}" ] && [ "$(cat "$asked" 2>/dev/null)" = "${missing[*]}" ] && [ -n "$(find "$asked" -mmin -60)" ]; then
        return 0
    fi
    install_packages "${missing[@]}" || echo "${missing[*]}" >"$asked"
}

# What is missing, what goes with it, and how to get it. In CI nothing may be skipped, so there it ends the run.
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
        END { for (i = 1; i <= n; i++) printf "  %s:\n     %s\n", order[i], names[order[i]] }' "$package_list" >&2
    say "लगाने के लिए:" "To install them:"
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    [ -z "${CI:-}" ] || stop "CI में कुछ नहीं छोड़ा जाता।" "In CI nothing may be skipped."
}
