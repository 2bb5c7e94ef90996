#!/usr/bin/env bash
# Runs the first command beside the second, for a machine with more than one core: its output comes
# whole at the end. Fails when either does; when the second fails the first is stopped.
set -euo pipefail

log=$(mktemp)
# A process group of its own, so that what it starts is stopped with it.
set -m
bash -c "$1" >"$log" 2>&1 &
first=$!
set +m
trap 'kill -- -$first 2>/dev/null || true; rm -f "$log"' EXIT

bash -c "$2"

failed=0
wait "$first" || failed=$?
printf '  beside  %s\n' "$1"
cat "$log"
exit "$failed"
