#!/usr/bin/env bash
# Fetches packages by the lockfile, Pulumi's command by its checksum and the one provider plugin that the program uses, runs no package's
# install script, packs all into ARCHIVE and prints digest=SHA256. For a job without a token: what is fetched here runs in one that has it, and nothing else does.
set -euo pipefail

usage="usage: tools/delivery/fetch-tools.sh ARCHIVE"
case "${1:-}" in
  --help | -h) echo "$usage"; exit 0 ;;
  "" | -*) echo "$usage" >&2; exit 2 ;;
esac
archive=$PWD/$1

cd "$(dirname "$0")/../.."
npm ci --ignore-scripts --no-audit --no-fund >&2

# A release's own checksums file lies beside it, and whoever replaces the one replaces the other: the digest stands here.
file=$(awk '{ print $2 }' tools/delivery/pulumi-cli.sha512)
version=$(sed -E 's/^pulumi-v([0-9.]+)-.*/\1/' <<<"$file")
export PULUMI_HOME=$PWD/.pulumi PULUMI_VERSION=$version
# Where the npm package `pulumi` looks before it would download by itself.
root=$PULUMI_HOME/versions/$version
mkdir -p "$root"
(
  cd "$root"
  # A cache may have it; then it is checked all the same.
  [ -f "$file" ] || curl --fail --silent --show-error --location --remote-name "https://github.com/pulumi/pulumi/releases/download/v$version/$file"
  sha512sum --check --strict "$OLDPWD/tools/delivery/pulumi-cli.sha512" >&2
  rm -rf bin && mkdir bin
  tar -xzf "$file" --strip-components=1 -C bin
)
npx pulumi plugin install resource aws "$(node -p 'require("./package.json").dependencies["@pulumi/aws"]')" >&2

tar -czf "$archive" --exclude="$file" node_modules .pulumi
echo "digest=$(sha256sum "$archive" | cut -d ' ' -f 1)"
