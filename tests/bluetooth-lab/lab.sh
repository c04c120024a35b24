# Sourced by prepare, serve and inside: where the guests are kept, and how a virtual machine is started and ended.
# MASSAGER_LAB_SUITE names the release of Debian whose BlueZ and kernel it has: bookworm (the default), trixie or sid.
HERE=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
LABS=${MASSAGER_LAB:-${XDG_CACHE_HOME:-$HOME/.cache}/massager-bluetooth-lab}

# lab_of SUITE: the guest of that release.
lab_of() {
  [[ $1 =~ ^[a-z]+$ ]] || { echo "lab: $1 is no release of Debian" >&2; exit 2; }
  SUITE=$1 LAB=$LABS/$1
}
lab_of "${MASSAGER_LAB_SUITE:-bookworm}"

# A folder for this one run: what the guest writes (out/), its console, its shell.
lab_open() {
  RUN=$(mktemp -d "${TMPDIR:-/tmp}/massager-lab.XXXXXX")
  mkdir "$RUN/out"
  QEMU=
  trap lab_close EXIT
}

lab_close() {
  [ -n "$QEMU" ] && kill "$QEMU" 2>/dev/null && wait "$QEMU" 2>/dev/null
  if [ -n "${MASSAGER_LAB_KEEP:-}" ]; then echo "lab: kept $RUN" >&2; else rm -rf "$RUN"; fi
}

# lab_start SECONDS GUEST-SCRIPT PROCESSORS [QEMU-OPTION…]: boots; QEMU is its process. The guest's root is a layer in memory, above the programs of
# its release, above this machine's own; the two below are read-only.
# On a busy machine the emulated timer may come too late for the kernel's own look at it, which is left out (no_timer_check).
# Always emulated: where /dev/kvm exists in a virtual machine, it may accept a guest and then not run it.
lab_start() {
  local seconds=$1 script=$2 processors=$3; shift 3
  cp -r "$HERE/guest" "$RUN/out/guest"
  # Killed without a chance to clean up, this script takes its machine with it.
  setpriv --pdeathsig KILL -- timeout -k 2 "$seconds" setpriv --pdeathsig KILL -- qemu-system-x86_64 \
    -M q35 -accel tcg,thread=multi -cpu max -smp "$processors" -m "${MASSAGER_LAB_MEMORY:-1024}" \
    -nodefaults -no-user-config -no-reboot -display none \
    -kernel "$LAB/vmlinux" -initrd "$LAB/initramfs" \
    -append "console=ttyS0 quiet panic=-1 oops=panic mitigations=off random.trust_cpu=on tsc=reliable no_timer_check cryptomgr.notests lab.script=/out/guest/$script${MASSAGER_LAB_DEBUG:+ lab.debug}" \
    -serial "file:$RUN/console" -serial "unix:$RUN/shell,server=on,wait=off" \
    -fsdev local,id=root,path=/,security_model=none,readonly=on,multidevs=remap -device virtio-9p-pci,fsdev=root,mount_tag=root \
    -fsdev "local,id=above,path=$LAB/root,security_model=none,readonly=on,multidevs=remap" -device virtio-9p-pci,fsdev=above,mount_tag=above \
    -fsdev "local,id=out,path=$RUN/out,security_model=none,multidevs=remap" -device virtio-9p-pci,fsdev=out,mount_tag=out \
    "$@" </dev/null >"$RUN/qemu" 2>&1 &
  QEMU=$!
}

# lab_wait SECONDS: until the guest says that it is up; fails when it ends or takes too long.
lab_wait() {
  local end=$((SECONDS + $1))
  until [ -e "$RUN/out/up" ]; do
    kill -0 "$QEMU" 2>/dev/null && [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}

lab_complain() {
  echo "lab: $1" >&2
  tail -n 20 "$RUN/qemu" "$RUN/console" "$RUN"/out/*.log >&2 2>/dev/null
}
