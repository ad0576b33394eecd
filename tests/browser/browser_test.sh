#!/usr/bin/env bash
# Drives Chromium through the web console of a real server, by node's own test runner:
#
#   browser_test.sh FILE SERVER PLUGINS PLACE [STRANGER [MARIADB]]
#
# FILE is a test of this folder, PLUGINS where the built plugins lie, STRANGER a plugin that is in no installation (may be empty). PLACE is a
# folder of the build, where the npm packages of package.json are installed when they are not there yet; the screens' pictures go to
# PLACE/screenshots. With MARIADB, the folder of tests/support/mariadb.sh, the servers' databases are made there; else on SQLite.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
file=$here/$1
export BROWSER_TEST_SERVER=$2 BROWSER_TEST_PLUGINS=$3 BROWSER_TEST_STRANGER=${5:-} BROWSER_TEST_MARIADB=${6:-}
place=$4
export BROWSER_TEST_PICTURES=$place/screenshots
BROWSER_TEST_CHROMIUM=$(command -v chromium) || { echo "browser_test: there is no chromium (Debian: apt-get install chromium)" >&2; exit 1; }
export BROWSER_TEST_CHROMIUM NO_UPDATE_NOTIFIER=1 npm_config_update_notifier=false

# Exact versions by the lock file; no package runs a script of its own. Tests start at the same time, so one installs and the others wait.
install_packages() {
    mkdir -p "$place"
    exec 9>"$place/lock"
    flock 9
    if ! cmp -s "$here/package-lock.json" "$place/installed.json" || [ ! -d "$place/node_modules" ]; then
        cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$place/"
        rm -f "$place/installed.json"
        echo "browser_test: npm ci"
        npm ci --prefix "$place" --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error
        cp "$here/package-lock.json" "$place/installed.json"
    fi
    exec 9>&-
}

install_packages
cd "$place" # whose packages the tests need
exec node --test "$file"
