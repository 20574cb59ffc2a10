#!/usr/bin/env bash
# `systemd-analyze verify` has nothing to say about the units, and their exposure is 2.0 or lower.
set -euo pipefail
build=$1 source=$2

command -v systemd-analyze >/dev/null || { echo "skipped: systemd-analyze is not installed"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# verify wants programs to exist; whether reeld is installed here is not the question.
sed -E 's#^(Exec[A-Za-z]+=)[^ ]*/reeld#\1/bin/true#' "$build/systemd/reeld.service" >"$dir/reeld.service"
cp "$source/systemd/reeld.socket" "$dir/"

said=$(systemd-analyze verify "$dir/reeld.service" "$dir/reeld.socket" 2>&1) || true
if [[ -n $said ]]; then
  printf 'systemd-analyze verify says:\n%s\n' "$said"
  exit 1
fi
systemd-analyze security --offline=true --threshold=20 "$dir/reeld.service" | tail -n1

mkdir -p "$dir/root/etc"
systemd-sysusers --root="$dir/root" "$source/systemd/reeld.sysusers"
grep -q '^reeld:' "$dir/root/etc/passwd"
said=$(systemd-tmpfiles --root="$dir/root" --create "$build/systemd/reeld.tmpfiles" 2>&1) || true
[[ -z $said ]] || { printf 'systemd-tmpfiles says:\n%s\n' "$said"; exit 1; }
