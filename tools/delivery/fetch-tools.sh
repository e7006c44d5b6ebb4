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

PULUMI_VERSION=$(tools/delivery/fetch-pulumi.sh .pulumi)
export PULUMI_VERSION PULUMI_HOME=$PWD/.pulumi
npx pulumi plugin install resource aws "$(node -p 'require("./package.json").dependencies["@pulumi/aws"]')" >&2

tar -czf "$archive" --exclude="pulumi-v*.tar.gz" node_modules .pulumi
echo "digest=$(sha256sum "$archive" | cut -d ' ' -f 1)"
