#!/usr/bin/env bash
# Fetches Pulumi's command by its checksum into the folder PULUMI_HOME, where the npm package `pulumi` looks before it would download by
# itself, and prints its version. What is there already is checked again, not fetched.
set -euo pipefail

usage="usage: tools/delivery/fetch-pulumi.sh PULUMI_HOME"
case "${1:-}" in
  --help | -h) echo "$usage"; exit 0 ;;
  "" | -*) echo "$usage" >&2; exit 2 ;;
esac
home=$PWD/$1

cd "$(dirname "$0")"
# A release's own checksums file lies beside it, and whoever replaces the one replaces the other: the digest stands here.
digest=$PWD/pulumi-cli.sha512
file=$(awk '{ print $2 }' "$digest")
version=$(sed -E 's/^pulumi-v([0-9.]+)-.*/\1/' <<<"$file")
mkdir -p "$home/versions/$version"
cd "$home/versions/$version"
[ -f "$file" ] || curl --fail --silent --show-error --location --remote-name "https://github.com/pulumi/pulumi/releases/download/v$version/$file"
sha512sum --check --strict "$digest" >&2
rm -rf bin && mkdir bin
tar -xzf "$file" --strip-components=1 -C bin
echo "$version"
