# Sourced by what runs in the guest.
export LANG=C.UTF-8 HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DOTNET_NOLOGO=1

say() { echo "lab $(cut -d' ' -f1 /proc/uptime): $*"; }

# until_true SECONDS COMMAND…
until_true() {
  local tries=$(($1 * 20)); shift
  until "$@" >/dev/null 2>&1; do
    [ $((tries -= 1)) -gt 0 ] || { say "never: $*"; return 1; }
    sleep 0.05
  done
}

adapters() { [ "$(busctl --system tree --list org.bluez 2>/dev/null | grep -c '/hci[0-9]*$')" = 2 ]; }

start_bus() {
  mkdir -p /run/dbus
  [ -s /etc/machine-id ] || dbus-uuidgen >/etc/machine-id
  dbus-daemon --system --nopidfile --fork
}

# Two controllers (LE only), each in reach of the other.
start_controllers() {
  btvirt -L -l2 >/out/btvirt.log 2>&1 &
  until_true 20 test -e /sys/class/bluetooth/hci1
}

start_bluetoothd() {
  /usr/libexec/bluetooth/bluetoothd -n >>/out/bluetoothd.log 2>&1 &
  until_true 30 adapters
}

start_bluetooth() {
  hostname lab
  ip link set lo up
  mkdir -p /var/lib/bluetooth
  # One ATT channel, as small devices have it.
  printf '[GATT]\nChannels=1\n' >/etc/bluetooth/main.conf
  start_bus && say "message bus"
  start_controllers && say "controllers"
  start_bluetoothd && say "bluetoothd"
}

# end STATUS: the machine ends at once.
end() {
  echo "$1" >/out/status
  sync
  echo b >/proc/sysrq-trigger
  sleep 10
}
