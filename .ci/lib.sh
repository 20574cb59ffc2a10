# shellcheck shell=bash
# What ./run, ./test and .ci/run have in common: packages, and builds that stop when they are told to.

# Plugins in folders that others may write to are refused, so make none.
umask 022

say() { printf '==> %s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# Debian's names of what CMake asks for (sdk/cmake/ReelDependencies.cmake). Boost carries its version in them.
needed_packages() {
  local boost=1.83
  # shellcheck source=/dev/null
  [[ $(. /etc/os-release && echo "${VERSION_CODENAME:-}") == bookworm ]] && boost=1.81
  printf '%s\n' clang-19 lld-19 libclang-rt-19-dev llvm-19 cmake ninja-build ccache pkg-config \
    libasio-dev "libboost$boost-dev" "libboost-json$boost-dev" "libboost-url$boost-dev" "libboost-test$boost-dev" \
    libssl-dev libyaml-cpp-dev libspdlog-dev libcli11-dev libsystemd-dev libutf8proc-dev libsqlite3-dev libedit-dev prometheus-cpp-dev zlib1g-dev
}

# What a script needs besides.
more_packages=()

# Installs what is missing of the packages above, with apt-get, as root or by sudo. Asks the network only when something is.
install_packages() {
  local -a needed missing as_root=()
  mapfile -t needed < <(needed_packages; printf '%s\n' "${more_packages[@]}" | sed '/^$/d')
  if ! command -v apt-get >/dev/null; then
    say "no apt-get here; these Debian packages (or your system's like) must be installed: ${needed[*]}"
    return
  fi
  mapfile -t missing < <(comm -23 <(printf '%s\n' "${needed[@]}" | sort) \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${needed[@]}" 2>/dev/null | sed -n 's/^installed //p' | sort))
  ((${#missing[@]})) || return 0

  say "installing ${#missing[@]} packages with apt-get: ${missing[*]}"
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "root is needed for that; as root, run: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  local -a apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o Dpkg::Use-Pty=0)
  run_job "${apt[@]}" update >/dev/null || die "apt-get update failed; is the network up?"
  run_job "${apt[@]}" install --no-install-recommends --no-remove "${missing[@]}" ||
    die "apt-get could not install them; try it by hand to see why: apt-get install ${missing[*]}"
}

# How many compilers at once: one a core, but 1.5 GiB of memory for each.
build_jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
  ((memory < 1)) && memory=1
  echo $((memory < cores ? memory : cores))
}

# build PRESET [TARGET…]: configures on the first time, then builds the targets (all when none is named).
build() {
  local preset=$1
  shift
  if [[ ! -f build/$preset/build.ninja ]]; then
    say "configuring build/$preset"
    mkdir -p build
    run_job cmake --preset "$preset" >build/configure.log || die "CMake stopped; see above, and build/configure.log"
  fi
  say "building ${*:-everything} in build/$preset (minutes on the first time)"
  run_job cmake --build --preset "$preset" --parallel "$(build_jobs)" ${1:+--target "$@"} || die "the build failed"
}

# Jobs run in process groups of their own, so that all of a build ends with the script, however the script is ended.
jobs_running=()

# start_job COMMAND…: runs it in the background; its id is in $job.
start_job() {
  set -m
  "$@" </dev/null &
  job=$!
  set +m
  jobs_running+=("$job")
}

# run_job COMMAND…: runs it to its end, and lets signals through meanwhile.
run_job() {
  local status=0
  start_job "$@"
  wait "$job" || status=$?
  jobs_running=("${jobs_running[@]/#%$job/}")
  return "$status"
}

# Ends what still runs: asked first, the last one started before the others, and made to after 6 s.
stop_jobs() {
  local i pid patience
  for ((i = ${#jobs_running[@]} - 1; i >= 0; i--)); do
    pid=${jobs_running[i]}
    [[ -n $pid ]] || continue
    kill -TERM -- "-$pid" 2>/dev/null || true
    for ((patience = 60; patience > 0; patience--)); do
      kill -0 -- "-$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  jobs_running=()
}

trap stop_jobs EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
