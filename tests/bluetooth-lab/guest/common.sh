# Sourced by what runs in the guest.
LAB_DEBUG=$(grep -o lab.debug /proc/cmdline)
export LANG=C.UTF-8 HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DOTNET_NOLOGO=1

say() { echo "lab $(cut -d' ' -f1 /proc/uptime): $*"; }

# until_true SECONDS COMMAND…
until_true() {
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || { say "not in time: $*"; return 1; }
    sleep 0.05
  done
}

both_adapters() { [ "$(busctl --system tree --list org.bluez 2>/dev/null | grep -c '/hci[0-9]*$')" = 2 ]; }

start_bus() {
  mkdir -p /run/dbus
  [ -s /etc/machine-id ] || dbus-uuidgen >/etc/machine-id
  dbus-daemon --system --nopidfile --fork
}

start_bluetoothd() {
  /usr/libexec/bluetooth/bluetoothd -n ${LAB_DEBUG:+-d} >>/out/bluetoothd.log 2>&1 &
}

# Two controllers (LE only), each in reach of the other, until bluetoothd has both: on a busy machine the kernel may wait in vain for
# the first answers of a controller, which is then of no use.
start_controllers() {
  local tries=6
  until [ $((tries -= 1)) -lt 0 ]; do
    btvirt -L -l2 >>/out/btvirt.log 2>&1 &
    until_true 12 both_adapters && return
    stop_controllers
  done
  return 1
}

stop_controllers() { kill -9 $(pidof btvirt); }

# Both adapters forget all devices. First no link may be there: the kernel of Debian 12 was seen to crash otherwise.
forget_devices() {
  local devices device
  devices=$(busctl --system tree --list org.bluez | grep -E '/dev(_[0-9A-F]{2}){6}$')
  for device in $devices; do busctl --system call org.bluez $device org.bluez.Device1 Disconnect 2>/dev/null; done
  # One that was forgotten in the meantime is no error.
  for device in $devices; do busctl --system call org.bluez ${device%/*} org.bluez.Adapter1 RemoveDevice o $device; done 2>/dev/null
  ! busctl --system tree --list org.bluez | grep -qE '/dev(_[0-9A-F]{2}){6}$'
}

start_bluetooth() {
  hostname lab
  ip link set lo up
  mkdir -p /var/lib/bluetooth
  # One ATT channel, as small devices have it.
  printf '[GATT]\nChannels=1\n' >/etc/bluetooth/main.conf
  start_bus && say "message bus"
  start_bluetoothd
  start_controllers && say "two adapters"
}

# cut_link ADAPTER ADDRESS: the link breaks at once, by that controller. btmgmt of 5.82 waits for ever where its input has ended: it gets one that never does.
cut_link() {
  [ -p /run/quiet ] || mkfifo /run/quiet
  timeout 5 btmgmt --index "$1" disconnect -t 1 "$2" <>/run/quiet
}

# end STATUS: the machine ends at once.
end() {
  echo "$1" >/out/status
  sync
  echo b >/proc/sysrq-trigger
  sleep 10
}
