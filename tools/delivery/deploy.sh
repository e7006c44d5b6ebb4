#!/usr/bin/env bash
# Deploys this checkout to a stack, under the policy pack.
set -euo pipefail

usage="usage: tools/delivery/deploy.sh STACK"
case "${1:-}" in
  --help | -h) echo "$usage"; exit 0 ;;
  "" | -*) echo "$usage" >&2; exit 2 ;;
esac

cd "$(dirname "$0")/../.."
npx pulumi up --stack "$1" --policy-pack tools/policy --yes --skip-preview --non-interactive --color never --suppress-outputs
