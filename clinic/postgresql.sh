# Sourced by the scripts beside it: a PostgreSQL of its own in a folder, from Debian's package. No network; whoever reaches the socket, whose folder is this user's alone, is let in.

# initdb refuses root: the package has made a user for it.
as_postgresql() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups --inh-caps=-all env -C / LC_ALL=C.UTF-8 "$@"
  else
    env -C / LC_ALL=C.UTF-8 "$@"
  fi
}

find_postgresql() {
  postgresql=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
  [ -n "$postgresql" ]
}

# start_postgresql FOLDER SOCKETS: makes the database clinic where there is none. What is confirmed is on the disk.
start_postgresql() {
  local data=$1/postgresql
  if [ "$(id -u)" -eq 0 ]; then
    mkdir -p "$data" && chown postgres:postgres "$data" "$2" && touch "$1/postgresql.log" && chown postgres:postgres "$1/postgresql.log" || return
    as_postgresql test -w "$data" || { echo "the user postgres does not reach $1" >&2; return 1; }
  else
    mkdir -p "$data" || return
  fi
  chmod 700 "$data"
  # A version is named by its first number, and reads its own data alone.
  if [ -e "$data/PG_VERSION" ] && [ ! -d "/usr/lib/postgresql/$(<"$data/PG_VERSION")" ]; then
    echo "the data is of PostgreSQL $(<"$data/PG_VERSION"), which is not installed" >&2
    return 1
  fi
  [ ! -e "$data/PG_VERSION" ] || postgresql=/usr/lib/postgresql/$(<"$data/PG_VERSION")/bin
  [ -e "$data/PG_VERSION" ] || as_postgresql "$postgresql/initdb" -D "$data" -U clinic -A trust -E UTF8 --data-checksums --no-instructions >/dev/null || return
  # Nobody holds the folder, so it is left of a start that was killed.
  if [ -e "$data/PG_VERSION" ] && as_postgresql "$postgresql/pg_ctl" -D "$data" status >/dev/null; then stop_postgresql "$1" fast || return; fi
  as_postgresql "$postgresql/pg_ctl" -D "$data" -w -t 60 -l "$1/postgresql.log" -o "-c listen_addresses='' -c unix_socket_directories='$2'" start >/dev/null || return
  [ "$(as_postgresql "$postgresql/psql" -h "$2" -U clinic -d postgres -Atc "SELECT count(*) FROM pg_database WHERE datname = 'clinic'")" = 1 ] ||
    as_postgresql "$postgresql/createdb" -h "$2" -U clinic clinic
}

# stop_postgresql FOLDER HOW
stop_postgresql() {
  [ ! -e "$1/postgresql/postmaster.pid" ] || as_postgresql "$postgresql/pg_ctl" -D "$1/postgresql" -w -t 60 -m "$2" stop >/dev/null
}
