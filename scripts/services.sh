#!/usr/bin/env bash
# PostgreSQL and Chromium for tests: installs from Debian what is missing, runs PostgreSQL on a port and data folder
# of its own. Usage: scripts/services.sh start|stop|status|url
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
home=${MOTCUA_HOME:-$root/var}
data=$home/postgres
port=${MOTCUA_PG_PORT:-55432}
user=$(id -un)
fail() { echo "services: $1" >&2; exit 1; }

# PostgreSQL refuses to run as root: there the system user postgres runs it
as_server() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
binaries() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

install_missing() {
  local wanted=()
  [ -n "$(binaries)" ] && [ -x "$(binaries)/postgres" ] || wanted+=(postgresql)
  command -v chromium >/dev/null || wanted+=(chromium)
  [ ${#wanted[@]} = 0 ] && return
  [ "$(id -u)" = 0 ] || fail "missing: ${wanted[*]}. Install with: sudo apt-get install ${wanted[*]}"
  echo "services: installing ${wanted[*]} from Debian's packages" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null 2>&1
  apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null 2>&1 || fail "apt-get could not install ${wanted[*]}"
}

start() {
  install_missing
  local bin; bin=$(binaries)
  # the server's user must be able to reach its folder even where the project's folder is private
  if [ "$(id -u)" = 0 ]; then data=/var/tmp/motcua-postgres-$port; fi
  if [ ! -f "$data/PG_VERSION" ]; then
    mkdir -p "$data" && { [ "$(id -u)" != 0 ] || chown postgres "$data"; } && chmod 700 "$data" || fail "cannot make $data"
    as_server "$bin/initdb" -D "$data" -U motcua --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null 2>&1 || fail "initdb failed in $data"
  fi
  if ! as_server "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; then
    as_server "$bin/pg_ctl" -D "$data" -w -t 60 -l "$data/log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$data' -c fsync=on" start >/dev/null 2>&1 \
      || fail "PostgreSQL did not start; see $data/log (is port $port free?)"
  fi
  "$bin/psql" -h 127.0.0.1 -p "$port" -U motcua -d postgres -tAc "select 1 from pg_database where datname='motcua'" 2>/dev/null | grep -q 1 \
    || "$bin/createdb" -h 127.0.0.1 -p "$port" -U motcua motcua || fail "cannot create the database"
  echo "services: PostgreSQL on 127.0.0.1:$port, Chromium $(command -v chromium || echo missing)" >&2
}

stop() {
  [ "$(id -u)" = 0 ] && data=/var/tmp/motcua-postgres-$port
  local bin; bin=$(binaries)
  [ -f "$data/PG_VERSION" ] && as_server "$bin/pg_ctl" -D "$data" -m fast stop >/dev/null 2>&1
  echo "services: stopped" >&2
}

case ${1:-start} in
  start) start ;;
  stop) stop ;;
  status) if timeout 2 bash -c "echo > /dev/tcp/127.0.0.1/$port" 2>/dev/null; then echo running; else echo stopped; fi ;;
  url) echo "postgresql+psycopg://motcua@127.0.0.1:$port/motcua" ;;
  *) fail "usage: services.sh start|stop|status|url" ;;
esac
