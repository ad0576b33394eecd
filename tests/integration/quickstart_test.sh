#!/usr/bin/env bash
# packaging/quickstart.sh with its options, against the finished build, and `nscl demo remove`.
#
#   quickstart_test.sh CHECKOUT BUILD
me=quickstart_test
. "$(dirname "${BASH_SOURCE[0]}")/background_server.sh"

checkout=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
password='mot-Mat-khau-du-dai-2026'
unset XDG_DATA_HOME
export HOME=$place/home
mkdir -p "$HOME" "$place/nscl/build" "$place/data of mine"
cp -r "$checkout/packaging" "$place/nscl/packaging"
ln -s "$build" "$place/nscl/build/release"
cd "$place/nscl"
data="$place/data of mine"
nscl=build/release/bin/nscl
plugins=(--plugins build/release/plugins)

fail() {
    say "$*"
    cat "$log"
    exit 1
}
# refuses STATUS TEXT WORDS...: quickstart.sh with these words fails and says this, and runs nothing.
refuses() {
    local status=0 wanted=$1 text=$2
    shift 2
    timeout 60 packaging/quickstart.sh "$@" >"$place/refusal" 2>&1 || status=$?
    if [ $status -ne "$wanted" ] || ! grep -qF -- "$text" "$place/refusal"; then
        cat "$place/refusal"
        fail "quickstart.sh $* ended with $status, or did not say: $text"
    fi
}
# as_reader PATH: what somebody sees who may read every application, made for this. Needs $port; $1 is below /api/v1.
as_reader() { curl -sS -g -b "$place/jar" "http://127.0.0.1:$port/api/v1$1"; }
log_in_reader() { # log_in_reader OPTIONS...: the database's, for `nscl user add`
    echo "$password" | $nscl user add doc --role administrator --data-dir "$data" "${plugins[@]}" "$@" >/dev/null
    rm -f "$place/jar"
    local csrf user role
    csrf=$(curl -sS -c "$place/jar" -H 'Content-Type: application/json' -d "{\"username\":\"doc\",\"password\":\"$password\"}" \
        "http://127.0.0.1:$port/api/v1/session" | jq -er .csrf)
    user=$(as_reader '/core/users?filter[username]=doc' | jq -e '.data[0].id')
    role=$(as_reader '/core/roles?filter[code]=dost_leader' | jq -e '.data[0].id')
    curl -sS -f -o /dev/null -b "$place/jar" -H "X-CSRF-Token: $csrf" -H 'Content-Type: application/json' \
        -d "{\"user\":$user,\"role\":$role,\"note\":\"quickstart_test\"}" "http://127.0.0.1:$port/api/v1/core/grants"
}

say "refuses options that make no sense"
refuses 1 "--port takes a number from 0 to 65535, not '70000'" --port 70000
refuses 1 "--port takes a number from 0 to 65535, not 'http'" --port=http
refuses 1 "unknown option --dmeo" --dmeo
packaging/quickstart.sh --help | grep -qF -- '--data-dir DIR'

say "--demo --port --data-dir"
wanted=$(free_port)
start_server "packaging/quickstart.sh --demo --port $wanted --data-dir '$data'"
[ "$port" = "$wanted" ] || fail "it listens on $port instead of $wanted"
grep -q "^Set up the first administrator (valid once): http://127.0.0.1:$port/setup/" "$log" || fail "it printed no set-up link"
[ -s "$data/demo.db" ] || fail "there is no demo.db in --data-dir"
[ ! -e "$data/nscl.db" ] || fail "--demo touched the real database"
[ -d "$data/plugins" ] || fail "there is no folder for plugins beside the database"

say "a port that is taken"
refuses 1 "port $port is in use by another program. Stop that one, or choose another port" --port "$port" --data-dir "$place/other"
[ ! -e "$place/other" ] || fail "a refused start left its folder"
curl -sS -f -o /dev/null "http://127.0.0.1:$port/healthz" || fail "the first server suffered"

say "samples in every state"
log_in_reader --demo
as_reader /schema | jq -er '.entities["programme.application"].fields[] | select(.name == "state").options[].value' >"$place/states"
[ "$(wc -l <"$place/states")" -eq 24 ] || fail "applications have $(wc -l <"$place/states") states instead of 24"
while read -r state; do
    count=$(as_reader "/programme/applications?filter[state]=$state&count=exact" | jq -e .page.count)
    [ "$count" -ge 1 ] || fail "no sample application is in the state $state"
done <"$place/states"
stop_server

say "the real database has no samples"
start_server "packaging/quickstart.sh --port=0 --data-dir='$data'"
log_in_reader
[ "$(as_reader '/programme/organizations?count=exact' | jq -e .page.count)" -eq 0 ] || fail "the real database has samples"
stop_server

say "nscl demo remove"
[ "$($nscl demo remove --data-dir "$data")" = "removed $data/demo.db" ] || fail "demo remove removed nothing"
[ -z "$(find "$data" -name 'demo.db*')" ] || fail "demo remove left something"
[ -s "$data/nscl.db" ] || fail "demo remove took the real database"
[ "$($nscl demo remove --data-dir "$data")" = "there is no $data/demo.db" ] || fail "a second demo remove said something else"
[ -z "$(find "$HOME" -name '*.db')" ] || fail "something was stored outside --data-dir"
say "done"
