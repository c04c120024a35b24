# Sourced by the scripts beside it: runs test programs and adds up what they say at their end.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
passed=0 failed=0 skipped=0 failures=() took=()

# part NAME COMMAND…: one part of the whole; the end says how long each took.
part() {
  local began=$SECONDS
  "${@:2}"
  took+=("$1: $(((SECONDS - began) / 60)) min $(((SECONDS - began) % 60)) s")
}

# tests SECONDS COMMAND…: adds the closing counts of a test run. One that ends badly and names no failed test counts as one.
tests() {
  local seconds=$1 log status now shown
  shift
  log=$(mktemp)
  # No pipe: whatever a test leaves running would hold it open.
  tail -n +1 -f "$log" &
  shown=$!
  timeout -k 30 "$seconds" "$@" >"$log" 2>&1
  status=$?
  sleep 1
  kill "$shown"
  [ "$status" -ne 124 ] || echo "no end after $seconds s: $*"
  said() { sed -nE "s/^ *$1: ([0-9]+).*/\1/p" "$log" | tail -1 | grep . || echo 0; }
  # What a run leaves behind is reported once for each of its tests: it counts once, with what was left.
  now=$(($(said failed) - $(grep -c '^failed \[Test Assembly Cleanup' "$log")))
  if grep -q '^failed \[Test Assembly Cleanup' "$log"; then
    now=$((now + 1))
    mapfile -t -O ${#failures[@]} failures < <(grep -m1 -A20 '^failed \[Test Assembly Cleanup' "$log" | sed '1!{/^failed /,$d}')
  fi
  [ "$(said succeeded)" -gt 0 ] || [ "$now" -gt 0 ] || status=1
  [ "$status" -eq 0 ] || [ "$now" -gt 0 ] || now=1
  passed=$((passed + $(said succeeded))) failed=$((failed + now)) skipped=$((skipped + $(said skipped)))
  mapfile -t -O ${#failures[@]} failures < <(grep -v '^failed \[Test Assembly Cleanup' "$log" | grep -E -A3 --no-group-separator '^failed |^HUNG:')
  rm -f "$log"
}

# check SECONDS COMMAND…: a command that succeeds counts as one that passed.
check() { counts timeout -k 30 "$@"; }

# counts COMMAND…: the same for a function of these scripts.
counts() {
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)) failures+=("failed $*"); fi
}

# processes [FILTER…]: the tests that kill and freeze processes of this program, in real time.
processes() {
  dotnet build tests/MassagerControl.Process.Tests -v quiet || fail "build failed"
  tests 3600 tests/MassagerControl.Process.Tests/bin/Debug/net10.0/MassagerControl.Process.Tests --no-progress "$@"
}

# browser: the page of the service in a real Chromium.
browser() { script 1800 tests/browser/run; }

# mqtt: the bridge with a real mosquitto.
mqtt() { script 300 tests/mqtt/run; }

# script SECONDS COMMAND…: one that ends with a line of what passed and failed, and marks with ✖ what did.
script() {
  local log
  log=$(mktemp)
  timeout -k 30 "$@" >"$log" 2>&1
  cat "$log"
  # The shell may say after it what it has ended.
  if [[ $(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -1) =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else
    failed=$((failed + 1))
  fi
  mapfile -t -O ${#failures[@]} failures < <(grep -A12 --no-group-separator '^✖ ' "$log" | head -60)
  rm -f "$log"
}

# native: from here on the tests of processes and of the lab start the native program.
native() {
  packaging/publish linux-x64 || fail "the native program could not be built"
  export MASSAGER_PROGRAM=$PWD/artifacts/linux-x64/massager
}

# clinic: the clinic on PostgreSQL: its schema, its audit log, three silos that are killed, a short day with twelve rooms, and what an operator may do to it.
clinic() {
  dotnet build tests/MassagerControl.Clinic.Tests -v quiet || fail "build failed"
  tests 1500 tests/MassagerControl.Clinic.Tests/bin/Debug/net10.0/MassagerControl.Clinic.Tests --no-progress
}

# clinic_day ROUNDS TRIES: a long day of three silos and twelve rooms, with everything that goes wrong in it (docs/clinic-day.md).
clinic_day() {
  dotnet build tests/MassagerControl.Clinic.Tests -v quiet || fail "build failed"
  CLINIC_DAY_ROUNDS=$1 CLINIC_DAY_TRIES=$2 tests 7200 tests/MassagerControl.Clinic.Tests/bin/Debug/net10.0/MassagerControl.Clinic.Tests --no-progress --filter-class '*.ClinicDayTests'
}

# clinic_start: one silo and its PostgreSQL by one command, ended, started again, backed up and brought back.
clinic_start() { script 900 tests/clinic/start-stop; }

# clinic_deployment: three silos, PostgreSQL and HAProxy over TLS, each in a network namespace of its own; root alone.
clinic_deployment() { script 900 tests/clinic/deployment; }

# chaos SESSIONS: sessions with faults at every seam (docs/chaos.md) count as one check.
chaos() { check 3600 dotnet run --project tests/MassagerControl.Chaos -c Release -- --sessions "$1"; }

# captures: one session in every container, the sample of the documentation and what cleaning makes of it, read as tshark reads them; each counts.
captures() {
  local folder sample=docs/examples/captures/acme-thumper.btsnoop
  folder=$(mktemp -d)
  equality
  counts src/MassagerControl.App/bin/Debug/net10.0/massager captures clean "$sample" "$folder/cleaned.btsnoop"
  equality "$sample" "$folder/cleaned.btsnoop"
  rm -rf "$folder"
}

# equality [FILE…]: these captures, or one session in every container, read as tshark reads them.
equality() {
  local log
  log=$(mktemp)
  timeout -k 30 600 dotnet run --project tests/MassagerControl.CaptureEquality -- "$@" >"$log" 2>&1
  cat "$log"
  if [[ $(tail -1 "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else
    failed=$((failed + 1))
  fi
  mapfile -t -O ${#failures[@]} failures < <(grep -A6 --no-group-separator -E ': .* [1-9][0-9]* differ|^  frame|^Unhandled' "$log" | head -60)
  rm -f "$log"
}

lab_program=tests/MassagerControl.Lab.Tests/bin/Debug/net10.0/MassagerControl.Lab.Tests

# lab_ready SUITE…: the virtual Bluetooth lab, with the BlueZ and the kernel of each of these releases of Debian.
lab_ready() {
  tests/bluetooth-lab/prepare "$@" || fail "the virtual Bluetooth lab could not be made"
  dotnet build tests/MassagerControl.Lab.Tests -v quiet || fail "build failed"
}

# lab_all SUITE: everything on one of them.
lab_all() {
  echo "lab: everything on $1"
  MASSAGER_LAB_SUITE=$1 tests 1500 "$lab_program" --no-progress --filter-not-class '*.OvertakingTests' --filter-not-class '*.ClickerTests'
}

# lab_sessions SUITE…: the sessions on each, one after the other.
lab_sessions() {
  local suite
  for suite in "$@"; do
    echo "lab: the sessions on $suite"
    MASSAGER_LAB_SUITE=$suite tests 900 "$lab_program" --no-progress --filter-class '*SessionTests' --filter-class '*LinkTests' --filter-class '*CompressionTests' --filter-class '*DaemonTests*' --filter-not-method '*conforms*'
  done
}

# lab: everything on the oldest BlueZ, and the sessions on the next.
lab() {
  lab_ready bookworm trixie
  lab_all bookworm
  lab_sessions trixie
}

# For everything below: the sessions that the user has meanwhile have their locks elsewhere.
XDG_RUNTIME_DIR=$(mktemp -d)
export XDG_RUNTIME_DIR
trap 'rm -rf "$XDG_RUNTIME_DIR"' EXIT

# locks: what lies in the runtime folder, the locks of devices above all.
locks() {
  find "$XDG_RUNTIME_DIR/massager" -mindepth 1 2>/dev/null
  return 0
}

# programs: the processes of this user that were built from this folder.
programs() {
  local process
  for process in /proc/[0-9]*; do
    [ -O "$process" ] && tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -F -- "$PWD/" | grep -E '(massager|MassagerControl\.[A-Za-z.]+)\.dll|artifacts/linux-x64/massager |MassagerControl\.[A-Za-z.]*Tests ' | sed "s|^|${process#/proc/} |"
  done
  return 0
}

programs_before=$(programs)

# nothing_left: no process of this folder runs that did not run before, and the runtime folder is empty: tests have one of their own.
nothing_left() {
  local left
  left=$(comm -13 <(sort <<<"$programs_before") <(programs | sort); locks)
  [ -z "$left" ] && return
  printf 'left behind: %s\n' "$left"
  return 1
}

fail() {
  echo "$1"
  echo "0 passed, 1 failed"
  exit 1
}

# closing: how long each part took, what failed, once more, the last line, and the exit status.
closing() {
  [ ${#took[@]} -eq 0 ] || printf '%s\n' "${took[@]}"
  [ ${#failures[@]} -eq 0 ] || printf '%s\n' "${failures[@]}"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
