#!/usr/bin/env bash
# The scaled profile on one Debian machine, as root, from /opt/harrera: packages, user, database, units, proxy. Then `systemctl start harrera.target nginx`.
# Run it again after an update: what is there stays, your settings above all.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$PWD" = /opt/harrera ] || { echo "put the repository in /opt/harrera" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "as root, please" >&2; exit 2; }

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends ca-certificates curl git make nginx-light postgresql python3-venv redis-server
systemctl disable --now redis-server
id harrera >/dev/null 2>&1 || useradd --system --home-dir /var/lib/harrera --shell /usr/sbin/nologin harrera

install -d -m 0750 -o root -g harrera /etc/harrera
deploy/prepare.sh machine /etc/harrera
chown root:harrera /etc/harrera/*.env && chmod 0640 /etc/harrera/*.env

chown -R harrera:harrera /opt/harrera
install -d -m 0700 -o harrera -g harrera /var/lib/harrera
as_harrera() { runuser -u harrera -- env HOME=/var/lib/harrera "$@"; }
as_harrera deploy/bootstrap.sh
as_harrera nlu/.venv/bin/python -m nlu.train

word=$(sed -n 's/^POSTGRES_PASSWORD=//p' /etc/harrera/postgres.env)
in_postgres() { runuser -u postgres -- psql --no-psqlrc --quiet --tuples-only --no-align "$@"; }
[ "$(in_postgres -c "SELECT 1 FROM pg_roles WHERE rolname = 'harrera'")" = 1 ] || in_postgres -c "CREATE ROLE harrera LOGIN"
in_postgres -f - <<<"ALTER ROLE harrera PASSWORD '$word'"
[ "$(in_postgres -c "SELECT 1 FROM pg_database WHERE datname = 'harrera'")" = 1 ] || runuser -u postgres -- createdb --owner=harrera harrera

install -m 0644 deploy/systemd/* /etc/systemd/system/
install -m 0644 deploy/nginx/nginx.conf deploy/nginx/harrera.conf /etc/nginx/
install -d /etc/nginx/harrera.d
for file in deploy/nginx/harrera.d/*.conf; do
  [ -e "/etc/nginx/harrera.d/${file##*/}" ] || install -m 0644 "$file" /etc/nginx/harrera.d/
done
systemctl daemon-reload
systemctl enable harrera.target
echo "· Put your name and certificate into /etc/nginx/harrera.d/listen.conf, then: systemctl start harrera.target && systemctl restart nginx"
