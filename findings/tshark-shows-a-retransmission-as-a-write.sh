#!/usr/bin/env bash
# Debian tshark 4.0.17-0+deb12u3: what it shows of a write that a sniffer heard twice, because its acknowledgement was lost. Needs Debian 12 with apt.
#
# Guess:  one write: the second packet has the same sequence number, so the device took it once. tshark sees that, and says so.
# Seen:   it notes "Retransmission", and shows the write again all the same: -Y btatt lists two writes, with two frame numbers.
# Meaning: who counts writes, steps or toggles in a sniffer's capture counts some twice. Leave out what the note names.
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
# record HEX: one packet of the air, behind ten bytes of what the sniffer knows; they say that its checksum was right.
record() { bytes "00f1536500000000$(printf '%02x000000%02x000000' $((${#1} / 2)) $((${#1} / 2)))$1"; }
{
  bytes d4c3b2a1020004000000000000000000ffff000000010000
  # The phone connects to the device, writes, writes the same packet again, and the device acknowledges it.
  record 00000000d6be898e110cd6be898ec5220900000000c00100000000c02a5d655056341202000018000000c800ffffffff1f0affc531
  record 010000002a5d6550110d2a5d65500208040004005205000138f8e3
  record 010000002a5d6550110d2a5d65500208040004005205000138f8e3
  record 010000002a5d6550910d2a5d655005009bda8a
} > air.pcap
said=$(LD_LIBRARY_PATH=$libraries root/usr/bin/tshark -r air.pcap -Y btatt -T fields -e frame.number -e btatt.opcode -e btatt.value -e _ws.expert.message 2> /dev/null)
echo "tshark $version: frame, opcode, value, note:"
echo "$said"
[ "$said" = $'2\t0x52\t01\t\n3\t0x52\t01\tRetransmission' ] || { echo "changed"; exit 1; }
