#!/bin/sh
# Makes the secrets of compose.yaml in deploy/secrets, each once: what is there stays as it is. Whoever has
# them has everything. Keep a copy of them as safe as the backups, and apart from those.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
# Also where it was there before, as on a machine that it was copied to.
chmod 0700 secrets
cd secrets

# The folder is closed to other users; inside of a container a file is read by a user of its own.
keep() {
  [ -e "$1" ] || { printf '%s' "$2" > "$1.new" && chmod 0444 "$1.new" && mv "$1.new" "$1"; }
}
random() {
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

keep postgres_password "$(random)"
keep database_url "postgres://latchkey:$(cat postgres_password)@postgres:5432/latchkey"
keep latchkey_secret "$(random)"
keep backup_passphrase "$(random)"
# smtps://user:password@mail.example.com; as long as it is empty, mail stays in the dashboard.
keep smtp_url ''
