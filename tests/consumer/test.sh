#!/usr/bin/env bash
# test.sh CMAKE BUILD_DIR COMPILER SANITIZERS PREFIX LIBDIR
set -euo pipefail
cmake=$1 build=$2 compiler=$3 sanitizers=$4 prefix=$5 libdir=$6
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
umask 022 # plugins that others may write to are refused
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

DESTDIR=$stage "$cmake" --install "$build" >"$stage/install.log" || fail "cmake --install failed: $(cat "$stage/install.log")"
export LD_LIBRARY_PATH=$stage$prefix/$libdir # staged, so the loader does not know it
reeld=$stage$prefix/bin/reeld

flags=${sanitizers:+-fsanitize=$sanitizers}
{
  "$cmake" -S "$here/weather" -B "$stage/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER="$compiler" \
    -DCMAKE_PREFIX_PATH="$stage$prefix" -DCMAKE_CXX_FLAGS="$flags" -DREEL_SANITIZE="$sanitizers"
  "$cmake" --build "$stage/build"
} >"$stage/build.log" 2>&1 || fail "the plugin did not build against the installed SDK: $(cat "$stage/build.log")"

"$reeld" --plugin-dir "$stage/build" --describe weather >"$stage/options" || fail "reeld does not describe the plugin"
grep -q WEATHER_TOKEN "$stage/options" || fail "its options are not those of config.hpp: $(cat "$stage/options")"

mkdir "$stage/conf.d" "$stage/state"
: >"$stage/reeld.yaml"
request='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}'
"$reeld" --stdio --config "$stage/reeld.yaml" --conf-dir "$stage/conf.d" --state-dir "$stage/state" --plugin-dir "$stage/build" \
  <<<"$request" >"$stage/answers" 2>"$stage/log" || fail "reeld --stdio failed: $(cat "$stage/log")"
grep -q '"get_forecast"' "$stage/answers" ||
  fail "the plugin's tool is not listed: $(cat "$stage/answers" "$stage/log")"
echo "weather.so was built against the installed SDK and loaded by the installed reeld"
