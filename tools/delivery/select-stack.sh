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
file=Pulumi.$1.yaml
has() { grep -qE "^$1: *[^ ]" "$file"; }
# Without its key Pulumi takes a passphrase instead, and goes on with whatever config this checkout happens to have.
if [[ $PULUMI_BACKEND_URL != https:* ]] && ! has encryptionsalt && ! { has secretsprovider && has encryptedkey; }; then
  echo "$file has no key for its secrets (secretsprovider with encryptedkey, or encryptionsalt), so it is not the file that pulumi stack init" >&2
  echo "and config set have written. Commit that one, and run this again; nothing was changed (docs/deployment.md)" >&2
  exit 2
fi
# With another context KMS refuses the stack's roles, in words that do not lead here.
provider=$(sed -n 's/^secretsprovider: *//p' "$file")
if [[ $provider == awskms:* && ! $provider =~ [?\&]context_stack=$1(\&|$) ]]; then
  echo "$file: secretsprovider needs context_stack=$1 (docs/deployment.md, \"Once per account\")" >&2
  exit 2
fi

login=("$PULUMI_BACKEND_URL")
# In a workflow, Pulumi Cloud takes GitHub's word for who this is, as AWS does.
if [[ $PULUMI_BACKEND_URL == https:* && -n ${ACTIONS_ID_TOKEN_REQUEST_URL:-} ]]; then
  organization=${PULUMI_ORGANIZATION:?"the organization in Pulumi Cloud, as a variable of the GitHub environment"}
  token=$(mktemp)
  trap 'rm -f "$token"' EXIT
  curl --fail --silent --show-error --header "authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
    "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=urn:pulumi:org:$organization" |
    node -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(0, "utf8")).value)' >"$token"
  login+=(--oidc-token "file://$token" --default-org "$organization")
fi
npx pulumi login "${login[@]}"
npx pulumi stack select "$1"
