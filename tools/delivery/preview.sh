#!/usr/bin/env bash
# Previews a stack under the policy pack and adds what would change to FILE as Markdown.
set -euo pipefail

usage="usage: tools/delivery/preview.sh STACK FILE"
case "${1:-}" in
  --help | -h) echo "$usage"; exit 0 ;;
  "" | -*) echo "$usage" >&2; exit 2 ;;
esac
stack=$1
file=${2:?"$usage"}

# GitHub's limit of a comment is 65,536 characters.
most=60000

cd "$(dirname "$0")/../.."
text=$(mktemp)
trap 'rm -f "$text"' EXIT
status=0
npx pulumi preview --stack "$stack" --policy-pack tools/policy --non-interactive --color never --diff 2>&1 | tee "$text" || status=$?

{
  echo "### Preview of \`$stack\`: $([ "$status" = 0 ] && echo "can be deployed" || echo "fails")"
  echo
  echo '```'
  if [ "$(wc -c <"$text")" -gt "$most" ]; then
    echo "… the beginning is left out; the workflow's log has it all"
    tail -c "$most" "$text"
  else
    cat "$text"
  fi
  echo '```'
} >>"$file"
exit "$status"
