#!/usr/bin/env bash
# Brings what the build needs and the machine lacks. Run by `make setup`; says nothing and does
# nothing when all is there. With the argument `browser`, also what the browser tests need; with
# `database`, also the PostgreSQL that the server's tests start, and strace, with which they let a
# disk fail; with `lint`, what checks the scripts and the style sheets.
#
# Debian (as root): the packages come from apt. Elsewhere: the target comes from rustup, and the
# browser is one that is installed already. What cannot be done is said, with what to do about it.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '  setup  %s\n' "$*"; }
fail() { printf '  setup  %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

apt_works() { has apt-get && [ "$(id -u)" = 0 ]; }
apt_install() {
  say "apt: $*"
  # The list of packages is refreshed once a run: a fresh container has none.
  if [ -z "${apt_refreshed:-}" ]; then
    apt-get update -qq
    apt_refreshed=yes
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

require_base() {
  has cargo && has rustc || fail "Rust is missing: install it (https://rustup.rs), then run this again"
  has node && has npm || fail "Node.js 20 or later and npm are missing: install them, then run this again"
  if ! has cc; then
    apt_works && apt_install gcc libc6-dev || fail "a C compiler (cc) is missing: install one, then run this again"
  fi
}

# The same two ways, in the same order, as xtask/src/toolchain.rs.
target=wasm32-unknown-unknown
has_target() { [ -d "$(rustc --print target-libdir --target $target 2>/dev/null)" ]; }
has_source() {
  [ -x /usr/bin/cargo ] && [ -x /usr/bin/rustc ] && compgen -G '/usr/bin/wasm-ld-*' >/dev/null &&
    [ -e "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml" ]
}

require_wasm() {
  if has_target || has_source; then return; fi
  if apt_works && apt_install rustc-web cargo-web rust-web-src lld-22 && has_source; then return; fi
  if has rustup; then
    say "rustup: target $target"
    rustup target add "$target" && has_target && return
  fi
  fail "no compiler for $target: 'rustup target add $target', or as root on Debian 12" \
    "'apt-get install rustc-web cargo-web rust-web-src lld-22', then run this again"
}

# npm leaves a lock file of its own in node_modules: newer than ours, all is as we say.
require_npm() {
  [ -e "$1/package-lock.json" ] || fail "$1/package-lock.json is missing"
  if [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ]; then return; fi
  say "npm ci in $1"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
  touch "$1/node_modules/.package-lock.json"
}

require_browser() {
  require_npm end2end
  if node end2end/chromium.mjs >/dev/null; then return; fi
  if apt_works; then apt_install chromium fonts-liberation fonts-noto-color-emoji; fi
  node end2end/chromium.mjs >/dev/null ||
    fail "no Chromium or Chrome found: install one, or name it in CHROME=/path/to/chrome"
}

has_postgres() {
  has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
    compgen -G '/opt/homebrew/opt/postgresql*/bin/initdb' >/dev/null ||
    compgen -G '/usr/local/opt/postgresql*/bin/initdb' >/dev/null
}

require_database() {
  if ! has strace && apt_works; then apt_install strace; fi
  if has_postgres; then return; fi
  if apt_works; then
    # The tests start a server of their own: the package need not run one.
    if [ ! -e /etc/postgresql-common ]; then
      mkdir -p /etc/postgresql-common
      echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    fi
    apt_install postgresql
  fi
  has_postgres ||
    fail "no PostgreSQL found: install it (macOS: brew install postgresql), then run this again"
}

require_base
require_wasm
require_npm .
require_npm app/js
if [ "${1:-}" = browser ]; then require_browser; fi
if [ "${1:-}" = database ]; then require_database; fi
if [ "${1:-}" = lint ]; then require_npm lint; fi
