#!/bin/sh
# run_test.sh SOURCE WORK: what `run` does on systems that are made up of a few scripts: without apt,
# with one that lacks packages, as somebody else than root. Whatever it says fits 80 columns.
set -eu
source=$1 work=$2
failed=0

# A program of the made-up system: its name, its text.
program() {
  printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}

# An empty system: what `run` needs of a shell's programs, with a cmake and a ctest that do nothing.
# What they are called with is printed, so that it stands among what `run` says.
new_system() {
  rm -rf "$work"
  mkdir -p "$work/bin"
  cp "$source/run" "$work"
  : >"$work/installed"
  for tool in sh cat cut date dirname env fold grep mkdir mv rm sed tr; do
    ln -s "$(command -v $tool)" "$work/bin/$tool"
  done
  program nproc 'echo 2'
  program sleep :
  program id 'case $1 in -u) echo ${ID-0} ;; *) echo somebody ;; esac'
  program cmake 'echo "+ cmake $*"'
  program ctest 'echo "+ ctest $*"; exit ${CTEST-0}'
}

# Its apt, which knows the packages in the file `known` as soon as it has lists.
add_apt() {
  sed -n 's/^\([a-z0-9.+-]*\)|.*/\1/p' "$source/run" >"$work/known"
  program dpkg-query 'for name; do :; done
grep -qx "$name" installed && echo installed'
  program apt-get 'case "$*" in
  *update) : >lists; echo "+ apt-get update" ;;
  *download*) echo "$*" >"$(dirname "$0")/../fetched"; : >x.deb ;;
  *install*) echo "+ apt-get install"; echo "$*" >got ;;
esac'
  program apt-cache 'case "$*" in
  *=riscv64*) ;;
  *depends*) echo "  Depends: libfmt10"; echo "  Depends: libstdc++6" ;;
  *) [ -e lists ] || exit 0
    for name; do ! grep -qx -e "$name" known || echo " $name | 1.0 | somewhere Packages"; done ;;
esac'
  program dpkg-deb 'echo "+ unpacked" >/dev/null'
}

# on STATUS ARGUMENT…: calls `run`, and what it says is in `said`.
on() {
  expected=$1
  shift
  status=0
  (cd "$work" && PATH=$work/bin ./run "$@" >said 2>&1) || status=$?
  [ $status = "$expected" ] || wrong "status $status, expected $expected, of: run $*"
  ! grep -E '^.{81}' "$work/said" || wrong "lines of more than 80 columns, of: run $*"
}

wrong() {
  echo "WRONG, $system: $1" >&2
  cat "$work/said" >&2
  failed=1
}

says() {
  tr '\n' ' ' <"$work/said" | grep -qE -e "$1" || wrong "does not say: $1"
}

silent_of() {
  ! grep -qE -e "$1" "$work/said" || wrong "says: $1"
}

system="without apt"
new_system
for arguments in test "test --brief" "test --cross" report "report --peers"; do
  case $arguments in report*) expected=127 ;; *) expected=0 ;; esac # there is no rectifier
  on $expected $arguments -DGIVEN=1
  says "there is no apt here.* binutils +[a-z].* cmake +[a-z0-9].* nlohmann-json3-dev +[A-Z].*[+] cmake --preset release -DGIVEN=1 "
done
says "libdnnl-dev +oneDNN; else its kernels are not timed.*[+] cmake"
on 0 test --cross
says "g..-riscv64-linux-gnu +compiler for RISC-V; else nothing on RISC-V.*[+] cmake"
says "[+] ctest --preset cross "
on 0 test
says "[+] cmake --preset release [+] cmake --build .*[+] ctest --preset release "
on 0 test --brief
says "[+] ctest --preset brief "

system="where nothing is missing"
add_apt
cp "$work/known" "$work/installed"
on 0 test
silent_of "apt|Installing"
says "^[+] cmake --preset release "

system="fresh, nothing read or installed"
: >"$work/installed"
on 0 test
says "[+] apt-get update Installing binutils cmake g[+][+] gnuplot-nox .*[+] apt-get install [+] cmake "
says "nlohmann-json3-dev [+]"
silent_of "without"

system="that has lists, perhaps old ones"
on 0 test
says "[+] apt-get update Installing binutils "

system="that can't read lists"
rm "$work/lists"
mv "$work/known" "$work/unknown"
: >"$work/known"
on 1 test
says "run: apt does not know what is needed here: binutils "
mv "$work/unknown" "$work/known"

system="whose release lacks what is optional"
rm "$work/lists"
sed -i '/^gnuplot-nox$/d' "$work/known"
on 0 test
says "run: without gnuplot-nox, which apt does not know here: no charts in reports .*[+] cmake"
! grep -q gnuplot "$work/got" || wrong "gnuplot-nox is asked for"
sed '/^gnuplot-nox$/d' "$work/known" >"$work/installed"
on 0 test
says "run: without gnuplot-nox, .*[+] cmake"
silent_of "apt-get"

system="whose release lacks what is needed"
sed -i '/^libxsimd-dev$/d' "$work/known" "$work/installed"
on 1 test
says "run: apt does not know what is needed here: libxsimd-dev $"
silent_of "[+] cmake|install"

system="of somebody who may not install"
new_system
add_apt
export ID=1000
on 1 test
says "there is no sudo. As root: apt-get update && apt-get install .*binutils "
silent_of "^[+]"
(cd "$work" && sed '1d' said >line && PATH=$work/bin sh ./line >said 2>&1) || wrong "the line fails"
says "[+] apt-get update [+] apt-get install"
[ "$(grep -c . "$work/known")" -ge 14 ] || wrong "knows too few packages"
grep -q "binutils .*gnuplot-nox.*nlohmann-json3-dev" "$work/got" || wrong "the line lacks some"
program sudo 'echo "+ sudo $1"; shift; PATH=$PATH exec env apt-get "$@"'
rm "$work/lists"
on 0 test
says "[+] sudo apt-get [+] apt-get update .*[+] sudo env [+] apt-get install [+] cmake "
unset ID

system="with the libraries of one other architecture"
cp "$work/known" "$work/installed"
on 0 test --cross
says "Unpacking libraries for aarch64"
grep -q "librapidcheck-dev .*libfmt10$" "$work/fetched" || wrong "libfmt-dev's library is left out"
says "run: without the libraries for riscv64, which apt has not here: no properties"
says "[+] ctest --preset cross"
[ -e "$work/build/aarch64/sysroot/unpacked" ] || wrong "nothing was unpacked"
on 0 test --cross
silent_of "Unpacking"

system="whose tests fail"
CTEST=8
export CTEST
on 8 test
unset CTEST

if [ -r /proc/self/environ ]; then
  system="with a test that leaves a process behind"
  program ctest "$(command -v sleep) 1000 >/dev/null 2>&1 & echo \$! >left"
  on 1 test
  says "run: a test left process $(cat "$work/left") behind: [^ ]*sleep 1000 *$"
  kill "$(cat "$work/left")"
fi

system="whoever asks for"
on 2 nonsense
says "run: nonsense is not a command"
on 2
says "run: a command is missing"
on 2 test nonsense
says "run: nonsense is unknown; further arguments are cmake's"
on 2 report --nonsense
says "run: --nonsense is unknown; further arguments are cmake's"
for arguments in --help help -h "test --help" "report -h"; do
  on 0 $arguments
  says "^[.]/run test .*[.]/run report --peers .*RECTIFIER_WERROR"
done
exit $failed
