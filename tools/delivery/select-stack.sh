#!/usr/bin/env bash
# Logs in to the state backend and selects a stack, so that the steps after it need neither.
set -euo pipefail

usage="usage: PULUMI_BACKEND_URL=s3://my-state tools/delivery/select-stack.sh STACK"
case "${1:-}" in
  --help | -h) echo "$usage"; exit 0 ;;
  "" | -*) echo "$usage" >&2; exit 2 ;;
esac
if [ -z "${PULUMI_BACKEND_URL:-}" ]; then
  echo "PULUMI_BACKEND_URL is not set: the address of Pulumi's state, for example s3://my-state" >&2
  exit 2
fi

cd "$(dirname "$0")/../.."
# With another context KMS refuses the stack's roles, in words that do not lead here.
provider=$(sed -n 's/^secretsprovider: *//p' "Pulumi.$1.yaml")
if [[ $provider == awskms:* && ! $provider =~ [?\&]context_stack=$1(\&|$) ]]; then
  echo "Pulumi.$1.yaml: secretsprovider needs context_stack=$1 (docs/deployment.md, \"Once per account\")" >&2
  exit 2
fi
npx pulumi login "$PULUMI_BACKEND_URL"
npx pulumi stack select "$1"
