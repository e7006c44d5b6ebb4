#!/usr/bin/env bash
# Unpacks what fetch-tools.sh has packed, if it is the archive of that digest, and prints the environment in which Pulumi finds itself there.
set -euo pipefail

usage="usage: tools/delivery/unpack-tools.sh ARCHIVE SHA256"
case "${1:-}" in
  --help | -h) echo "$usage"; exit 0 ;;
  "" | -*) echo "$usage" >&2; exit 2 ;;
esac
archive=$PWD/$1
digest=${2:?"$usage"}

cd "$(dirname "$0")/../.."
sha256sum --check --strict <<<"$digest  $archive" >&2
tar -xzf "$archive"
echo "PULUMI_HOME=$PWD/.pulumi"
# An earlier release that is returned to has the same command, checked, and downloads none.
echo "PULUMI_VERSION=$(ls .pulumi/versions)"
# @pulumi/awsx brings the names of four more plugins, which nothing here uses.
echo "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true"
