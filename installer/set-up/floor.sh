# shellcheck shell=bash
# What a figure is measured against and the program itself never uses: in a folder of its own, so that nothing imports it by chance.

floor=.venv/floor

make_floor_ready() {
    local asked
    asked=$(sha256sum <requirements/bench.lock)
    if [ "$(cat $floor/.made-of 2>/dev/null)" = "$asked" ]; then return; fi
    : >"$log"
    say "मापने का आधार लगाया जा रहा है (pandas)।" "Installing what is measured against (pandas)."
    rm -rf $floor
    if pip_install --only-binary :all: --target $floor -r requirements/bench.lock; then
        echo "$asked" >$floor/.made-of
        return
    fi
    rm -rf $floor
    say "pandas नहीं आ सका; सूची की जाँच openpyxl के सामने मापी जाएगी, जो उससे तेज़ है।" \
        "pandas could not be fetched; the check of a list is measured against openpyxl alone, which is faster."
}
