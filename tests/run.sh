#!/usr/bin/env bash
# Installs what the tests need where it is missing (redis-server, Node.js), builds, and runs every test.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
command -v redis-server >/dev/null || packages+=(redis-server)
command -v node >/dev/null || packages+=(nodejs)
command -v npm >/dev/null || packages+=(npm)
if [ ${#packages[@]} -gt 0 ]; then
  sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
  $sudo apt-get update -qq
  # Only the program is wanted: a service started by the package would stand in nobody's way, but for nothing.
  $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

npm ci --prefix tests/grpc-js-client --no-audit --no-fund --silent
dotnet build PrivacyWaybill.sln -c Release --nologo -v quiet
dotnet test --solution PrivacyWaybill.sln -c Release --no-build "$@"
