# Sourced by bin/test: a Redis of the system's, else Debian's package. The tests start one of their own from it.

redis_path() { command -v "${REKINDLE_REDIS:-redis-server}" 2>/dev/null || command -v valkey-server 2>/dev/null; }

find_redis() {
  redis_path && return 0
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    printf 'Installing Redis for the tests with two processes...\n' >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends redis-server; } >/dev/null 2>&1 || true
    redis_path && return 0
  fi
  fail 'The tests with two processes need Redis. Install it (Debian: apt install redis-server; macOS: brew install redis), then run this again.'
}
