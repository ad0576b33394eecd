#!/usr/bin/env bash
# README's first command as a new user runs it: packaging/quickstart.sh builds build/release from nothing, prints address and link, ends
# with Ctrl-C, and is there again at once. Not in CTest, because it builds: first_command.sh CHECKOUT
me=first_command
. "$(dirname "${BASH_SOURCE[0]}")/background_server.sh"

cd "$1"
start=$SECONDS
start_server "packaging/quickstart.sh --port 0 --data-dir '$place/data'"
grep -q "^Set up the first administrator (valid once): http://127.0.0.1:$port/setup/" "$log" || { say "it printed no link"; cat "$log"; exit 1; }
say "built and started after $((SECONDS - start)) s"
stop_server
start=$SECONDS
start_server "packaging/quickstart.sh --port 0 --data-dir '$place/data'"
say "started again after $((SECONDS - start)) s"
[ $((SECONDS - start)) -le 20 ] || { say "that is too long for a server that is built"; exit 1; }
curl -sS -f -o /dev/null "http://127.0.0.1:$port/healthz"
stop_server
