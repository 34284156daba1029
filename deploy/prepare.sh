#!/usr/bin/env bash
# Writes the settings of a scaled installation, with secrets of its own, into FOLDER (default: var/deploy): `deploy/prepare.sh [compose|machine] [FOLDER]`.
# What is there stays as it is. Who has app.env has the installation: keep a copy where you keep keys.
set -euo pipefail
umask 077
profile=${1:-compose}
cd "$(dirname "$0")/.."
folder=${2:-var/deploy}
mkdir -p "$folder"

word() { head -c 36 /dev/urandom | base64 | tr '+/' '-_'; }

if [ -e "$folder/app.env" ]; then
  echo "· $folder/app.env is there and stays, and so do the others"
  exit
fi

case $profile in
  compose)
    postgres=postgres:5432 redis_at=redis:6379 engines=http://engine-1:5005,http://engine-2:5005 actions=http://proxy:8090/webhook data=/data ;;
  machine)
    postgres=127.0.0.1:5432 redis_at=127.0.0.1:6379 engines=http://127.0.0.1:5005,http://127.0.0.1:5006 actions=http://127.0.0.1:8090/webhook data=/var/lib/harrera ;;
  *) echo "prepare.sh [compose|machine] [FOLDER]" >&2; exit 2 ;;
esac
engine_token=$(word) action_token=$(word) postgres_word=$(word) redis_word=$(word)

cat >"$folder/engine.env" <<END
HARRERA_ENGINE_TOKEN=$engine_token
HARRERA_ACTION_TOKEN=$action_token
HARRERA_ACTION_URL=$actions
HARRERA_REDIS_URL=redis://:$redis_word@$redis_at
END
cat >"$folder/postgres.env" <<END
POSTGRES_USER=harrera
POSTGRES_DB=harrera
POSTGRES_PASSWORD=$postgres_word
END
cat >"$folder/redis.env" <<END
REDIS_PASSWORD=$redis_word
END

# the last one, so that a run that was cut off is done again
cat >"$folder/app.env" <<END
HARRERA_ENVIRONMENT=production
HARRERA_SECRET_KEY=$(word)
HARRERA_DATABASE_URL=postgresql://harrera:$postgres_word@$postgres/harrera
HARRERA_REDIS_URL=redis://:$redis_word@$redis_at
HARRERA_ENGINE_URLS=$engines
HARRERA_ENGINE_TOKEN=$engine_token
HARRERA_ACTION_TOKEN=$action_token
HARRERA_METRICS_TOKEN=$(word)
HARRERA_DATA_DIR=$data
HARRERA_CITY=bilbao
# HARRERA_OPERATOR=who runs this, as the assistant says it
# Telegram and WhatsApp: docs/channels.md
END
echo "· settings written to $folder"
