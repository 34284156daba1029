"""Everything that the stores of a scaled installation hold, for those who search it."""

import subprocess
from pathlib import Path

import redis

from bot.storage.database import make_engine
from tests.e2e.scaled import Scaled
from tests.servers import program, redis_says


def kept_in_redis(house: Scaled) -> dict[str, bytes]:
    """Every value, by its key; the keys too are searched."""
    with redis.Redis.from_url(house.redis_url) as client:
        assert redis_says("CONFIG GET save", house.redis_url) == "*2" and client.config_get("save") == {"save": ""}
        kept = {key.decode(): client.dump(key) or b"" for key in client.scan_iter()}
    return kept | {"redis keys": "\n".join(kept).encode()}


def kept_in_postgresql(house: Scaled) -> dict[str, bytes]:
    url = house.database.replace("postgresql+psycopg://", "postgresql://")
    folder = Path(_server_folder(url))
    log = folder / "log"
    return {
        "pg_dump": subprocess.run([program("pg_dump"), url], check=True, capture_output=True).stdout,
        "postgresql.log": log.read_bytes(),
    }


def _server_folder(url: str) -> str:
    """The folder of the throw-away server: where its data lie, but one step up."""
    engine = make_engine(url)
    with engine.connect() as connection:
        folder = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    engine.dispose()
    return str(Path(folder).parent)
