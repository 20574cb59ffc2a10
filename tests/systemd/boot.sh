#!/usr/bin/env bash
# Installs the build into a copy of this machine that exists in memory only, boots systemd in it, and puts the service
# through its life: ready, confined, reload, a mistake in a reload, watchdog, credentials, socket activation, stop.
# Needs root, systemd-container and dbus; skipped (77) without.
set -euo pipefail
build=$1

skip() { echo "skipped: $*"; exit 77; }
[[ $EUID == 0 ]] || skip "needs root"
for tool in systemd-nspawn nsenter dbus-daemon curl; do
  command -v $tool >/dev/null || skip "$tool is not installed (apt-get install systemd-container dbus curl)"
done
[[ -x $build/bin/reeld && -e $build/plugins/plex.so ]] || skip "build the targets reeld and plex first"

tmp=$(mktemp -d)
root=$tmp/root
nspawn=""
leader=""
groups=(/sys/fs/cgroup/{unified,systemd}/{payload,supervisor})
ours=()
for group in "${groups[@]}"; do [[ -d $group ]] || ours+=("$group"); done

cleanup() {
  local status=$?
  if ((status != 0 && status != 77)); then
    echo "--- the service's journal"
    inside journalctl --no-pager -u reeld.service 2>/dev/null | tail -n 60 || true
  fi
  [[ -z $leader ]] || inside systemctl --no-block poweroff 2>/dev/null || true
  if [[ -n $nspawn ]]; then
    for _ in {1..100}; do kill -0 "$nspawn" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$nspawn" 2>/dev/null || true
    wait "$nspawn" 2>/dev/null || true
  fi
  umount "$root" 2>/dev/null || true
  umount "$tmp/memory" 2>/dev/null || true
  rm -rf --one-file-system "$tmp"
  for group in "${ours[@]}"; do # deepest first; only what this boot made
    [[ ! -d $group ]] || find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
}
trap cleanup EXIT

inside() { nsenter -t "$leader" -m -u -i -n -p -C -- "$@"; }
fail() { echo "FAILED: $*"; exit 1; }
step() { echo "ok: $*"; }
property() { inside systemctl show reeld.service -P "$1"; }
until_true() { # SECONDS COMMAND…
  local limit=$((SECONDS + $1)); shift
  until "$@"; do ((SECONDS < limit)) || return 1; sleep 0.1; done
}
logged() { inside journalctl --sync; inside journalctl --no-pager -o cat -u reeld.service | grep -q -- "$1"; }
ready() { inside curl -s -o /dev/null --max-time 5 http://127.0.0.1:7335/healthz; }

# --- a copy of this machine
mkdir -p "$tmp/memory" "$root"
mount -t tmpfs -o size=1g tmpfs "$tmp/memory" 2>/dev/null || skip "may not mount a tmpfs here"
mkdir "$tmp/memory/upper" "$tmp/memory/work"
mount -t overlay -o "lowerdir=/,upperdir=$tmp/memory/upper,workdir=$tmp/memory/work" overlay "$root" 2>/dev/null ||
  skip "may not mount an overlay here"
rm -rf "$root"/etc/systemd/system/*.{wants,requires} "$root/etc/machine-id"
ln -sfn /lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
: >"$root/etc/machine-id"

DESTDIR=$root cmake --install "$build" --strip >"$tmp/install.log" 2>&1 || { tail "$tmp/install.log"; fail "cmake --install"; }
chroot "$root" ldconfig
etc=$(dirname "$(find "$root" -xdev -path '*/etc/reeld/reeld.yaml' | head -n1)")
[[ -n $etc ]] || fail "reeld.yaml was not installed"

# --- boot
systemd-nspawn -q -D "$root" --boot --register=no --keep-unit --private-network --console=pipe </dev/null >"$tmp/console" 2>&1 &
nspawn=$!
find_leader() { leader=$(pgrep -P "$nspawn" | head -n1) && [[ -n $leader ]]; }
until_true 10 find_leader || { tail -n 5 "$tmp/console"; skip "systemd-nspawn cannot start a container here"; }
booted() { [[ $(inside systemctl is-system-running 2>/dev/null) =~ ^(running|degraded)$ ]]; }
until_true 30 booted || { tail -n 20 "$tmp/console"; skip "systemd does not boot in a container here"; }
step "systemd $(inside systemctl --version | head -n1 | cut -d' ' -f2) booted"

# --- ready, and confined
said=$(inside systemd-analyze verify reeld.service reeld.socket 2>&1) || true
[[ -z $said ]] || fail "systemd-analyze verify, as installed: $said"
inside systemctl start reeld.service || fail "the service does not become ready"
ready || fail "it said READY=1, but does not answer"
step "ready: $(property StatusText)"
pid=$(property MainPID)
status=$(inside cat "/proc/$pid/status")
grep -q "^Uid:[[:space:]]*$(inside id -u reeld)[[:space:]]" <<<"$status" || fail "does not run as user reeld"
grep -q '^CapBnd:[[:space:]]*0*$' <<<"$status" || fail "has capabilities"
grep -q '^NoNewPrivs:[[:space:]]*1$' <<<"$status" || fail "may gain privileges"
grep -q '^Seccomp:[[:space:]]*2$' <<<"$status" || fail "has no system call filter"
step "runs as reeld, without capabilities, under a system call filter"
[[ $(inside stat -c '%U %a' /var/lib/reeld/install-id) == "reeld 600" ]] || fail "install-id is not private"
inside runuser -u nobody -- cat "${etc#"$root"}/reeld.yaml" >/dev/null 2>&1 && fail "anyone may read the configuration"
step "state and configuration are private"

# --- reload
sed -i 's/^# log_level: info/log_level: debug/' "$etc/reeld.yaml"
inside systemctl reload reeld.service || fail "a good configuration is not taken over"
until_true 5 logged 'Configuration applied' || fail "nothing was applied"
[[ $(property MainPID) == "$pid" ]] || fail "a reload must not restart"
step "reload takes a changed configuration over"
cp "$etc/reeld.yaml" "$tmp/good.yaml"
printf 'prot: 1\n' >>"$etc/reeld.yaml"
inside systemctl reload reeld.service 2>/dev/null && fail "a reload with a mistake must fail"
logged "unknown option 'prot' (did you mean 'port'?)" || fail "the journal does not name the mistake"
{ [[ $(property MainPID) == "$pid" ]] && ready; } || fail "a reload with a mistake must change nothing"
step "a mistake fails the reload, is named in the journal, and changes nothing"

# --- a start with a mistake
inside systemctl restart reeld.service 2>/dev/null && fail "a start with a mistake must fail"
[[ $(property ExecMainStatus) == 78 ]] || fail "expected exit status 78, got $(property ExecMainStatus)"
sleep 3 # RestartSec=2 would have passed
[[ $(property NRestarts) == 0 && $(property ActiveState) == failed ]] || fail "it is started again and again"
step "a start with a mistake ends with 78 and is not tried again"
cp "$tmp/good.yaml" "$etc/reeld.yaml"
inside systemctl reset-failed reeld.service

# --- credentials and environment
mkdir -p "$root/etc/credstore" "$root/etc/default"
(umask 077; echo t0ken-in-the-credstore >"$root/etc/credstore/reeld.plex_token")
echo 'PLEX_URL=http://127.0.0.1:1' >"$root/etc/default/reeld"
logged 'set PLEX_URL and PLEX_TOKEN' || fail "without a token it should have said what to set"
inside systemctl start reeld.service || fail "does not start with a credential"
inside curl -s http://127.0.0.1:7335/api/status >"$tmp/status"
grep -q 'plex.so","state":"unconfigured"' "$tmp/status" && fail "the credential and the variable were not found: $(cat "$tmp/status")"
inside journalctl --no-pager | grep -q t0ken-in-the-credstore && fail "the token is in the journal"
inside systemctl reload reeld.service || fail "a reload loses the credential"
step "a token in the credstore and a URL in /etc/default/reeld configure Plex"

# --- watchdog
inside mkdir -p /run/systemd/system/reeld.service.d
inside sh -c 'printf "[Service]\nWatchdogSec=2\nTimeoutAbortSec=1\n" >/run/systemd/system/reeld.service.d/test.conf'
inside systemctl daemon-reload
inside systemctl restart reeld.service
pid=$(property MainPID)
sleep 5
[[ $(property MainPID) == "$pid" ]] || fail "a healthy daemon is killed by the watchdog"
inside kill -STOP "$pid"
restarted() { [[ $(property NRestarts) == 1 && $(property ActiveState) == active ]]; }
until_true 15 restarted || fail "a stuck daemon is not restarted"
step "the watchdog leaves a healthy daemon alone, and restarts a stuck one"

# --- socket activation
inside systemctl stop reeld.service
inside systemctl start reeld.socket
[[ $(property ActiveState) == inactive ]] || fail "nobody asked yet"
inside curl -s -o /dev/null --max-time 20 http://127.0.0.1:7335/healthz || fail "the first connection is not served"
[[ $(property ActiveState) == active ]] || fail "not started by its socket"
{ inside systemctl restart reeld.service && ready; } || fail "does not take the socket over again"
step "started by its socket, which outlives it"

# --- stop
inside systemctl stop reeld.socket
before=$(date +%s%N)
inside systemctl stop reeld.service
took=$((($(date +%s%N) - before) / 1000000))
[[ $(property Result) == success && $(property ExecMainStatus) == 0 ]] || fail "does not stop cleanly: $(property Result)"
((took < 5000)) || fail "took $took ms to stop"
step "stopped cleanly in $took ms"
