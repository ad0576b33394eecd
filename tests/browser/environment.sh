# For browser_test.sh and tests/bench/browser.sh, to be sourced: what tests in a browser need.
#
#   prepare PLACE SERVER PLUGINS   installs the npm packages of package.json in PLACE, a folder of a build, when they are not there yet, and
#                                  says in the environment what support/settings.mjs reads. Screens' pictures go to PLACE/screenshots.

browser_tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export NO_UPDATE_NOTIFIER=1 npm_config_update_notifier=false

# Exact versions by the lock file; no package runs a script of its own. Tests start at the same time, so one installs and the others wait.
install_packages() {
    local place=$1
    mkdir -p "$place"
    exec 9>"$place/lock"
    flock 9
    if ! cmp -s "$browser_tests/package-lock.json" "$place/installed.json" || [ ! -d "$place/node_modules" ]; then
        cp "$browser_tests/package.json" "$browser_tests/package-lock.json" "$browser_tests/.npmrc" "$place/"
        rm -f "$place/installed.json"
        echo "tests/browser: npm ci" >&2
        npm ci --prefix "$place" --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error >&2
        cp "$browser_tests/package-lock.json" "$place/installed.json"
    fi
    exec 9>&-
}

prepare() {
    install_packages "$1"
    export BROWSER_TEST_PICTURES=$1/screenshots BROWSER_TEST_SERVER=$2 BROWSER_TEST_PLUGINS=$3
    BROWSER_TEST_CHROMIUM=$(command -v chromium) || { echo "tests/browser: there is no chromium (Debian: apt-get install chromium)" >&2; return 1; }
    export BROWSER_TEST_CHROMIUM
}
