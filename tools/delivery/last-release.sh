#!/usr/bin/env bash
# Prints commit=SHA of the last deployment to an environment that GitHub has down as a success, or commit= when there is none.
set -euo pipefail

usage="usage: GITHUB_REPOSITORY=owner/name GH_TOKEN=… tools/delivery/last-release.sh ENVIRONMENT"
case "${1:-}" in
  --help | -h) echo "$usage"; exit 0 ;;
  "" | -*) echo "$usage" >&2; exit 2 ;;
esac
repository=${GITHUB_REPOSITORY:?"$usage"}

# Newest first. A success that a later one has replaced is "inactive": the first that was ever successful is the last release.
gh api "repos/$repository/deployments?environment=$1&per_page=100" --jq '.[] | "\(.id) \(.sha)"' |
  while read -r id commit; do
    states=$(gh api "repos/$repository/deployments/$id/statuses?per_page=100" --jq '[.[].state] | join(" ")')
    case " $states " in
      *" success "*) echo "commit=$commit"; exit 10 ;;
    esac
  done || { status=$?; [ "$status" = 10 ] && exit 0; exit "$status"; }
echo "commit="
