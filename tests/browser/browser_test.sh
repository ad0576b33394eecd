#!/usr/bin/env bash
# Drives Chromium through the web console of a real server, by node's own test runner:
#
#   browser_test.sh FILE SERVER PLUGINS PLACE [STRANGER [MARIADB]]
#
# FILE is a test of this folder, PLUGINS where the built plugins lie, STRANGER a plugin that is in no installation (may be empty). PLACE is a
# folder of the build, for npm packages and pictures (environment.sh). With MARIADB, the folder of tests/support/mariadb.sh, the servers'
# databases are made there; else on SQLite.
set -euo pipefail

# shellcheck source=tests/browser/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
prepare "$4" "$2" "$3"
export BROWSER_TEST_STRANGER=${5:-} BROWSER_TEST_MARIADB=${6:-}
cd "$4" # whose packages the tests need
exec node --test "$browser_tests/$1"
