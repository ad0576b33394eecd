#!/usr/bin/env bash
# Tests the description of the API that a real server with all built plugins gives, GET /api/v1/openapi.json:
#
#   openapi_test.sh lint SERVER PLUGINS PLACE      redocly and spectral find nothing in it, in both languages
#   openapi_test.sh answers SERVER PLUGINS PLACE   what the server answers with sample data is what the description says (answers.mjs)
#
# PLACE is a folder of the build, where the npm packages of package.json are installed when they are not there yet.
set -euo pipefail

what=$1
server_program=$2
plugins=$3
place=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true NO_UPDATE_NOTIFIER=1 npm_config_update_notifier=false

folder=$(mktemp -d)
server=
say() { printf 'openapi_test: %s\n' "$*"; }
clean_up() {
    if [ -n "$server" ]; then
        kill -TERM "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

# Exact versions by the lock file; no package runs a script of its own.
install_packages() {
    mkdir -p "$place"
    if cmp -s "$here/package-lock.json" "$place/installed.json" && [ -d "$place/node_modules" ]; then return; fi
    cp "$here/package.json" "$here/package-lock.json" "$place/"
    rm -f "$place/installed.json"
    say "npm ci"
    npm ci --prefix "$place" --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error
    cp "$here/package-lock.json" "$place/installed.json"
}

# Prints its address once it listens.
start_server() {
    local name
    for name in $(compgen -e NSCL_ || true); do unset "$name"; done
    # Should this test be killed, the server goes too.
    setpriv --pdeathsig TERM "$server_program" serve --port 0 --data-dir "$folder/data" --plugins "$plugins" "$@" \
        >"$folder/output" 2>"$folder/log" &
    server=$!
    local waited=0
    until grep -q '^nscl: http://' "$folder/output"; do
        if ! kill -0 "$server" 2>/dev/null || [ $((waited += 1)) -gt 600 ]; then
            say "the server did not start:"
            cat "$folder/output" "$folder/log"
            return 1
        fi
        sleep 0.1
    done
    address=$(sed -n 's/^nscl: //p' "$folder/output" | head -n 1)
}

redocly() { "$place/node_modules/.bin/redocly" lint --config "$here/redocly.yaml" --max-problems 50 "$@"; }
spectral() { "$place/node_modules/.bin/spectral" lint --ruleset "$here/.spectral.yaml" --fail-severity warn "$@"; }

# A linter that lets this pass would let anything pass.
must_refuse() {
    if "$@" >"$folder/refusal" 2>&1; then
        say "$1 accepts a broken document:"
        cat "$folder/refusal"
        return 1
    fi
}

lint() {
    start_server
    for language in vi en; do
        curl -sf -H "Accept-Language: $language" "$address/api/v1/openapi.json" >"$folder/$language.json"
    done
    redocly "$folder/vi.json" "$folder/en.json"
    spectral "$folder/vi.json" "$folder/en.json"

    jq '.paths["/api/v1/core/users"].get.responses["200"].content["application/json"].schema = ["no schema"]' \
        "$folder/en.json" >"$folder/broken.json"
    must_refuse redocly "$folder/broken.json"
    must_refuse spectral "$folder/broken.json"
}

answers() {
    start_server --demo
    cd "$place" # whose packages answers.mjs needs
    node "$here/answers.mjs" "$address" "$folder/output"
}

install_packages
case $what in
    lint) lint ;;
    answers) answers ;;
    *)
        say "lint or answers, not $what"
        exit 2
        ;;
esac
