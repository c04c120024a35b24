# Sourced by prepare: packages of another release of Debian, fetched and unpacked into folders of the lab and never installed.

# The programs of the guest. dotnet is not among them: it is this machine's, and so are the files of this project.
guest_packages=(
  bluez bluez-test-tools dbus systemd socat
  bash dash coreutils findutils grep sed mawk procps sysvinit-utils util-linux hostname iproute2 base-files libc-bin
  libstdc++6 zlib1g openssl
)

# This machine's own sources of its own release, with the other release's name.
sources() {
  local own file
  own=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  [ -n "$own" ] || return 0
  for file in /etc/apt/sources.list.d/*.sources; do
    [ ! -e "$file" ] || awk -v RS= -v own="$own" -v suite="$SUITE" '
      $0 ~ "(^|\n)Suites:[^\n]*[ :]" own "([ \n]|$)" { sub(/(^|\n)Suites:[^\n]*/, "\nSuites: " suite); sub(/^\n/, ""); print $0 "\n"; exit }' "$file"
  done >"$APT/lab.sources"
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed -nE "s/^(deb .*) $own (.*)$/\1 $SUITE \2/p" | head -1 >"$APT/lab.list" || true
  find "$APT" -maxdepth 1 -name 'lab.*' -empty -delete
}

# suite_apt PROGRAM ARGUMENT…: apt-get or apt-cache with lists, state and cache of its own. It needs no root.
suite_apt() {
  "$1" -qq -o APT::Sandbox::User=root -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$APT" -o Dir::Etc::preferencesparts=/dev/null \
    -o Dir::State="$APT/state" -o Dir::State::status="$APT/status" -o Dir::Cache="$APT/cache" -o APT::Install-Recommends=false \
    -o Acquire::Languages=none -o APT::Architecture=amd64 "${@:2}"
}

# The image for desktops and servers; the one for clouds has no Bluetooth. From kernel 7 on it is in several packages.
kernel_packages() {
  suite_apt apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces linux-image-amd64 |
    grep -E '^linux-(image|binary|modules)-[0-9]'
}

# fetch_packages: into $APT/guest and $APT/kernel. What the kernel's package depends on makes a boot image and is not wanted.
fetch_packages() {
  APT=$LAB/apt
  rm -rf "$APT" && mkdir -p "$APT"/{state/lists/partial,cache/archives/partial,kernel} && : >"$APT/status"
  sources
  suite_apt apt-get update >"$LAB/apt.log" 2>&1 || { tail -n 5 "$LAB/apt.log" >&2; lacks "package lists"; return 1; }
  suite_apt apt-get -y -d install "${guest_packages[@]}" >>"$LAB/apt.log" 2>&1 || { tail -n 5 "$LAB/apt.log" >&2; lacks "${guest_packages[*]}"; return 1; }
  (cd "$APT/kernel" && suite_apt apt-get download $(kernel_packages) busybox-static) >>"$LAB/apt.log" 2>&1 || { tail -n 5 "$LAB/apt.log" >&2; lacks "a kernel"; return 1; }
}

lacks() { echo "lab: $1 of $SUITE cannot be had from this machine's sources of packages (/etc/apt); they must be those of Debian" >&2; }

# The guest's root: what lies above this machine's own.
unpack_root() {
  local root=$LAB/root folder package
  rm -rf "$root" && mkdir -p "$root"/usr/{bin,sbin,lib,lib64} "$root"/etc
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
  for package in "$APT"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' -C "$root"
  done
  ln -sf mawk "$root/usr/bin/awk"
  printf 'root:x:0:0::/root:/bin/bash\nmessagebus:x:100:100::/:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nmessagebus:x:100:\nbluetooth:x:101:\n' >"$root/etc/group"
}

unpack_kernel() {
  local package
  rm -rf "$LAB/kernel" && mkdir "$LAB/kernel"
  for package in "$APT"/kernel/*.deb; do dpkg-deb -x "$package" "$LAB/kernel"; done
  [ -e "$LAB/kernel/lib/modules" ] || ln -s usr/lib "$LAB/kernel/lib"
}

# What was got, for whoever reads a log of tests.
versions() {
  local bluez
  bluez=$(basename "$APT"/cache/archives/bluez_*.deb | cut -d_ -f2)
  echo "BlueZ $bluez, kernel $(ls "$LAB/kernel/lib/modules"), Debian $SUITE"
}
