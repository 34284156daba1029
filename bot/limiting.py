"""How many messages of one conversation are answered in a minute: counted by pseudonym, without addresses, here or in Redis for all processes."""

import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter as SharedLimiter
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bot.privacy_log import log

_TOLD = RateLimitItemPerMinute(1, namespace="told")
_PATIENCE = 0.5  # seconds for one answer of Redis
_AWAY = 5.0  # seconds in which a silent Redis is not asked again


class Limiter:
    """Windows of a minute; what is counted is gone when its minute is over. While Redis is away each process counts for itself."""

    def __init__(self, redis_url: str = ""):
        self._here = FixedWindowRateLimiter(MemoryStorage())  # its keys expire; those of a moving window stay for ever
        self._pool = _pool(redis_url) if redis_url else None
        self._shared = SharedLimiter(_storage(redis_url, self._pool)) if self._pool else None
        self._away_until = float("-inf")

    async def allows(self, pseudonym: str, per_minute: int) -> bool:
        """Counts one message; False when it is one too many."""
        return await self._hit(RateLimitItemPerMinute(per_minute, namespace="said"), pseudonym)

    async def may_tell(self, pseudonym: str) -> bool:
        """True once a minute: to say that somebody is too fast."""
        return await self._hit(_TOLD, pseudonym)

    async def close(self) -> None:
        if self._pool:
            await self._pool.aclose()

    async def _hit(self, item: RateLimitItemPerMinute, pseudonym: str) -> bool:
        if self._shared and time.monotonic() >= self._away_until:
            try:
                return await self._shared.hit(item, pseudonym)
            except (RedisError, OSError) as error:
                self._away_until = time.monotonic() + _AWAY
                log("store_silent", kind=type(error).__name__)
        return self._here.hit(item, pseudonym)


def _pool(url: str) -> ConnectionPool:
    """Asks twice, because the first time finds the connections of before a restart broken; nothing is opened yet."""
    patience = {"socket_timeout": _PATIENCE, "socket_connect_timeout": _PATIENCE}
    return ConnectionPool.from_url(url, retry=Retry(NoBackoff(), 1), **patience)


def _storage(url: str, pool: ConnectionPool) -> RedisStorage:
    return RedisStorage(f"async+{url}", implementation="redispy", key_prefix="harrera:limits", connection_pool=pool)
