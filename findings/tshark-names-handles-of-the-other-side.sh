#!/usr/bin/env bash
# Debian tshark 4.0.17-0+deb12u3: which UUID it says for a handle when both ends of a link have attributes. Needs Debian 12 with apt.
#
# Guess:  a handle is named by what was discovered at the end that has it. Each end of a link has a table of its own, and handle 5 is two things.
# Seen:   there is one table for a link. The device discovers the phone's handle 5 (Device Name); the phone's write to the device's handle 5, which
#         nobody discovered, is then shown with UUID 0x2a00.
# Meaning: a driver made by such a list writes to a characteristic that the device does not have. Where the phone is discovered too (every phone with
#         services of its own, and BlueZ on both ends), keep a table for each end: the opcode says client or server, the direction says which end is which.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
version=4.0.17-0+deb12u3
mapfile -t needed < <(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances tshark |
  grep -E '^lib[a-z0-9.+-]+$' | grep -vE '^lib(c6|gcc-s1|stdc\+\+6|crypt1)$' | sort -u)
apt-get download "tshark=$version" "${needed[@]}" > /dev/null 2>&1
for package in ./*.deb; do dpkg -x "$package" root; done
libraries=root/usr/lib/x86_64-linux-gnu:root/lib/x86_64-linux-gnu

bytes() { printf '%b' "$(sed 's/../\\x&/g' <<< "$1")"; }
# record FLAGS HEX: one packet of the log; flags 0 from the phone, 1 to it, 3 an event.
record() {
  local length=$((${#2} / 2))
  bytes "$(printf '%08x%08x%08x00000000%016x' "$length" "$length" "$1" $((0x00dcddb30f2f8000 + 1700000000000000)))$2"
}
{
  bytes 6274736e6f6f700000000001000003ea
  record 3 043e130100400000010100000000c018000000c80000 # the phone has a link with a device, handle 0x40
  record 1 0240200b000700040008010009000328 # the device asks: which characteristics has the phone?
  record 0 0240000d000900040009070400020500002a # the phone: Device Name, at handle 5
  record 0 02400008000400040052050001 # the phone writes to handle 5 of the device
} > both.log
said=$(LD_LIBRARY_PATH=$libraries root/usr/bin/tshark -r both.log -Y 'btatt.opcode == 0x52' -T fields -e btatt.handle -e btatt.uuid16 2> /dev/null)
echo "tshark $version: the write to the device's handle 5 is shown as handle and UUID $said"
[ "$said" = $'0x0005\t0x2a00' ] || { echo "changed"; exit 1; }
