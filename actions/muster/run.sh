#!/usr/bin/env bash
# What a pipeline does with Muster, by exit codes alone: sign in, validate, deploy, wait, tell. The GitHub Action runs it;
# GitLab, Jenkins and a shell can too (docs/pipelines.md). Ends with the exit code of the step that decided.
#   MUSTER_URL, MUSTER_RELEASE, MUSTER_ENVIRONMENT   what is asked, and where
#   MUSTER_ACTION            validate (default) or deploy
#   MUSTER_TOKEN             signs in; left out, each step asks GitHub for an OIDC token of the job (MUSTER_AUDIENCE, default muster)
#   MUSTER_WHEN_WINDOW_OPENS true: accepted now although only time stands in the way
#   MUSTER_TIMEOUT_MINUTES   how long a deployment is waited for; default 30
#   MUSTER_COMMAND           how the command line is called; default: the one built in this repository
#   MUSTER_FOLDER            where receipt.json, readiness.json and deployment.json are kept; default .muster-pipeline
#   GITHUB_OUTPUT, GITHUB_STEP_SUMMARY   files that outputs and the summary are added to; default: files in MUSTER_FOLDER
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

stop() { echo "muster action: $1" >&2; exit 2; }
for name in MUSTER_URL MUSTER_RELEASE MUSTER_ENVIRONMENT; do
  [ -n "${!name:-}" ] || stop "$name is not set."
done
action=${MUSTER_ACTION:-validate}
case $action in validate | deploy) ;; *) stop "MUSTER_ACTION is \"$action\": write validate or deploy." ;; esac
minutes=${MUSTER_TIMEOUT_MINUTES:-30}
[[ $minutes =~ ^[1-9][0-9]{0,3}$ ]] || stop "MUSTER_TIMEOUT_MINUTES is \"$minutes\": write whole minutes."
folder=${MUSTER_FOLDER:-.muster-pipeline}
mkdir -p "$folder" || stop "the folder $folder cannot be made."
rm -f "$folder"/{receipt,readiness,deployment}.json
outputs=${GITHUB_OUTPUT:-$folder/outputs}
summary=${GITHUB_STEP_SUMMARY:-$folder/summary.md}
given=${MUSTER_TOKEN:-}
command=(node "$here/../../bin/muster.js")
[ -n "${MUSTER_COMMAND:-}" ] && read -ra command <<<"$MUSTER_COMMAND"

# into FILE WORD…: the command line, signed in, its JSON kept. A job's OIDC token lives for minutes, so each call gets a fresh one.
into() {
  local file=$1 token=$given
  shift
  if [ -z "$token" ]; then token=$(node "$here/token.mjs") || return 4; fi
  # GitHub hides from the log what it is told to; elsewhere nobody must be shown it.
  if [ -n "${GITHUB_ACTIONS:-}" ]; then echo "::add-mask::$token"; fi
  MUSTER_TOKEN=$token "${command[@]}" "$@" --json >"$file"
}

finish() {
  node "$here/summary.mjs" "$folder" "$1" "$outputs" "$summary"
  exit "$1"
}

into "$folder/readiness.json" readiness "$MUSTER_RELEASE" --env "$MUSTER_ENVIRONMENT" --receipt-file "$folder/receipt.json"
code=$?
by_time=()
if [ "$code" = 3 ] && [ "$action" = deploy ] && [ "${MUSTER_WHEN_WINDOW_OPENS:-false}" = true ]; then by_time=(--when-window-opens); code=0; fi
if [ "$code" != 0 ] || [ "$action" = validate ]; then finish "$code"; fi

receipt=()
[ -f "$folder/receipt.json" ] && receipt=(--receipt "$folder/receipt.json")
into "$folder/deployment.json" deploy "$MUSTER_RELEASE" --env "$MUSTER_ENVIRONMENT" ${receipt[@]+"${receipt[@]}"} ${by_time[@]+"${by_time[@]}"}
code=$?
[ "$code" = 0 ] || finish "$code"

id=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).id' "$folder/deployment.json") || finish 1
ends=$((SECONDS + minutes * 60))
while :; do
  left=$((ends - SECONDS))
  [ "$left" -gt 0 ] || finish 8
  # Shorter than a job's token lives: then watching goes on with a fresh one.
  [ "$left" -lt 240 ] || left=240
  into "$folder/watched.json" deployment watch "$id" --timeout "${left}s"
  code=$?
  [ -s "$folder/watched.json" ] && mv "$folder/watched.json" "$folder/deployment.json"
  [ "$code" = 8 ] || finish "$code"
done
