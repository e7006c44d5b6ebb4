#!/usr/bin/env bash
# Compares a stack with what AWS holds, changes nothing, and fails when they differ.
set -euo pipefail

usage="usage: tools/delivery/drift.sh STACK"
case "${1:-}" in
  --help | -h) echo "$usage"; exit 0 ;;
  "" | -*) echo "$usage" >&2; exit 2 ;;
esac

cd "$(dirname "$0")/../.."
npx pulumi refresh --stack "$1" --preview-only --expect-no-changes --non-interactive --color never --diff
