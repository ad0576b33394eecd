#!/usr/bin/env bash
# A server that is told to go while it starts, and one whose log nobody reads any more: stop_test.sh NSCL
set -euo pipefail

nscl=$1
place=$(mktemp -d)
pids=()
clean_up() {
    if [ ${#pids[@]} -gt 0 ]; then kill -KILL "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; fi
    rm -rf "$place"
}
trap clean_up EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}
# Waits for the process that was started last: $status is how it ended.
wait_for_end() {
    status=0
    wait "$server" || status=$?
}
start() { # start LOG WORDS...: `nscl serve` in the background; it goes when this test does
    local log=$1
    shift
    setpriv --pdeathsig KILL "$nscl" serve --port 0 --data-dir "$place/data" "$@" >"$place/output" 2>"$log" &
    server=$!
    pids+=("$server")
}

# A database server that takes connections and says nothing.
mkfifo "$place/port" "$place/log"
setpriv --pdeathsig KILL perl -MIO::Socket::INET -e '
    my $socket = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1") or die;
    open(my $port, ">", $ARGV[0]) or die; print $port $socket->sockport, "\n"; close $port;
    sleep' "$place/port" &
pids+=($!)
read -r port <"$place/port"
export NSCL_DATABASE_URL=mysql://nscl@127.0.0.1:$port/nscl NSCL_DATABASE_PASSWORD=secret NSCL_DATABASE_LEASE_TIMEOUT=10m
start "$place/log"
exec 5<"$place/log"
read -r line <&5
[[ $line == *'"event":"starting"'* ]] || fail "its first word is $line"
kill -INT "$server"
wait_for_end
[ "$status" -eq 130 ] || fail "an interrupted start ended with $status"
read -r line <&5
[[ $line == *'"event":"start_interrupted"'* ]] || fail "an interrupted start says $line"
exec 5<&-
unset NSCL_DATABASE_URL NSCL_DATABASE_PASSWORD NSCL_DATABASE_LEASE_TIMEOUT

# Its log is a pipe that is full at some time.
export NSCL_LIMITS_SHUTDOWN=100ms
start "$place/log"
exec 5<"$place/log"
while read -r line <&5; do
    [[ $line != *'"event":"listening"'* ]] || break
done
address=http://127.0.0.1:$(sed -E 's/.*"port":([0-9]+).*/\1/' <<<"$line")
if curl -s -o /dev/null --max-time 2 --fail-early "$address/healthz?[1-5000]"; then fail "the log never filled up"; fi
kill -TERM "$server"
wait_for_end
[ "$status" -eq 1 ] || fail "the stop of a server whose log nobody reads ended with $status"
