# shellcheck shell=bash
# How set-up speaks: Hindi, then English, on standard error; what the tools it calls say goes into a log.

log=$(mktemp)
trap 'leave' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

leave() {
    rm -f "$log"
    release_services
    forget_borrowing
}

say() { printf '%s\n%s\n' "$1" "$2" >&2; }

# The last lines of the log, without the addresses packages come from: they may carry a password.
last_words() { tail -n "$1" "$log" | sed -E 's#https?://[^ ]*#…#g' >&2; }

stop() {
    say "$@"
    last_words 8
    exit 69
}
