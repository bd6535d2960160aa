# shellcheck shell=bash
# The libraries Qt needs to draw: the system's, or borrowed ones where nobody may install them.

can_import_qt() { (. .venv/environment && $python -c 'import PySide6.QtWidgets') >>"$log" 2>&1; }

# What the job's shell reads before it starts Python. Some packages still unpack under /lib.
write_environment() {
    local folder libraries='' here=$PWD/$borrowed
    for folder in "$here"/usr/lib/*-linux-gnu "$here"/lib/*-linux-gnu; do
        [ ! -d "$folder" ] || libraries+=$folder:
    done
    : >.venv/environment
    [ -n "$libraries" ] || return 0
    # shellcheck disable=SC2016  # the job's shell fills it in, not we
    printf 'export LD_LIBRARY_PATH=%q${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}\n' "${libraries%:}" >>.venv/environment
    printf 'export FONTCONFIG_PATH=%q XKB_CONFIG_ROOT=%q\n' "$here/etc/fonts" "$here/usr/share/X11/xkb" >>.venv/environment
}

make_window_ready() {
    local missing
    mapfile -t missing < <(missing_in window)
    if [ "$(cat .venv/.window 2>/dev/null)" = "without: ${missing[*]}" ]; then return; fi
    : >"$log"
    rm -rf "$borrowed"
    if ((${#missing[@]})); then
        say "विंडो की लाइब्रेरियाँ लगाने का अधिकार नहीं है; उन्हें .venv में रखा जा रहा है।" \
            "No right to install the window's libraries; they are put into .venv."
        borrow "${missing[@]}" || true
    fi
    write_environment
    if ! can_import_qt; then
        tell_missing window
        stop "विंडो की लाइब्रेरियों के बिना प्रोग्राम नहीं चलता।" "Without the window's libraries the program cannot start."
    fi
    echo "without: ${missing[*]}" >.venv/.window
}
