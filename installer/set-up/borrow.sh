# shellcheck shell=bash
# For who may install nothing: packages and what they need, unpacked under .venv/system. No right is needed for that.

borrowed=.venv/system
apt_home=$PWD/.venv/.apt # apt takes a relative folder for one under /

# apt with its lists and downloads in a folder of ours; only what is already installed it reads from the system.
own_apt() {
    apt-get -qq -o Dir::State="$apt_home/state" -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$apt_home/cache" \
        -o APT::Sandbox::User= -o Acquire::Retries=3 "$@" </dev/null
}

borrow() {
    local names package
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    if [ ! -d "$apt_home" ]; then
        mkdir -p "$apt_home/state/lists/partial" "$apt_home/cache/archives/partial" "$apt_home/new"
        own_apt update || return 1
    fi
    mapfile -t names < <(own_apt -s install --no-install-recommends "$@" | awk '/^Inst/ { print $2 }')
    ((${#names[@]})) || return 1
    (cd "$apt_home/new" && own_apt download "${names[@]}") || return 1
    for package in "$apt_home"/new/*.deb; do dpkg-deb -x "$package" "$borrowed" || return 1; done
    rm -f "$apt_home"/new/*.deb
} >>"$log" 2>&1

forget_borrowing() { rm -rf "$apt_home"; }
