#!/usr/bin/env bash
# Debian espeak-ng 1.51+dfsg-10+deb12u2: what it says when it has no sound card to speak on. Needs Debian 12 on amd64 with apt.
#
# Guess:  it ends with another exit code than 0, as it does for a voice that does not exist.
# Seen:   it writes "error: No such file or directory" to standard error, makes no sound and ends with 0, at once. A voice that does not exist is 1.
# Meaning: an exit code does not tell that a person who lies face-down has heard "ease off". Read standard error, and fall back to something else.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
version=1.51+dfsg-10+deb12u2
apt-get download "espeak-ng=$version" "libespeak-ng1=$version" "espeak-ng-data=$version" libpcaudio0=1.2-2 libsonic0=0.2.0-12 > /dev/null 2>&1
for package in ./*.deb; do dpkg -x "$package" root; done
libraries=root/usr/lib/x86_64-linux-gnu
# No sound card and no sound server, wherever this runs.
speak() {
  LD_LIBRARY_PATH=$libraries ESPEAK_DATA_PATH=$libraries ALSA_CONFIG_PATH=/dev/null PULSE_SERVER=unix:/dev/null \
    root/usr/bin/espeak-ng "$@" 2> said || return $?
}
silent=0; speak "Ease off" || silent=$?
told=$(grep -m1 '^error:' said || true)
unknown=0; speak -v nosuch "Ease off" || unknown=$?
echo "espeak-ng $version: without a sound card exit code $silent and \"$told\"; with a voice that does not exist exit code $unknown"
[ "$silent" -eq 0 ] && [ -n "$told" ] && [ "$unknown" -ne 0 ] || { echo "changed"; exit 1; }
