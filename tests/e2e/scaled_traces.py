"""Everything that a scaled installation keeps, for those who search it, and its database restored from a dump."""

import subprocess
from pathlib import Path

import redis

from bot.storage.database import make_engine
from tests.e2e.scaled import Scaled
from tests.servers import program, redis_says


def kept(house: Scaled) -> dict[str, bytes]:
    """What lies in its folder and in both stores, by path or key."""
    files = {str(path): path.read_bytes() for path in house.folder.rglob("*") if path.is_file()}
    return files | kept_in_redis(house) | kept_in_postgresql(house)


def kept_in_redis(house: Scaled) -> dict[str, bytes]:
    """Every value, by its key; the keys too are searched."""
    with redis.Redis.from_url(house.redis_url) as client:
        assert redis_says("CONFIG GET save", house.redis_url) == "*2" and client.config_get("save") == {"save": ""}
        kept = {key.decode(): client.dump(key) or b"" for key in client.scan_iter()}
    return kept | {"redis keys": "\n".join(kept).encode()}


def kept_in_postgresql(house: Scaled) -> dict[str, bytes]:
    url = _plain(house.database)
    folder = Path(_server_folder(url))
    log = folder / "log"
    return {
        "pg_dump": subprocess.run([program("pg_dump"), url], check=True, capture_output=True).stdout,
        "postgresql.log": log.read_bytes(),
    }


def restored(house: Scaled, folder: Path) -> str:
    """The address of a second database on the same server, made from a dump of the first that is written into `folder`."""
    url, dump = _plain(house.database), folder / "harrera.dump"
    other = f"{url.rpartition('/')[0]}/restored"
    for command in (
        [program("pg_dump"), "--format=custom", f"--file={dump}", url],
        [program("createdb"), f"--maintenance-db={url}", "restored"],
        [program("pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={other}", str(dump)],
    ):
        subprocess.run(command, check=True, capture_output=True)
    return other


def _plain(address: str) -> str:
    """As the programs of PostgreSQL read it."""
    return address.replace("postgresql+psycopg://", "postgresql://")


def _server_folder(url: str) -> str:
    """The folder of the throw-away server: where its data lie, but one step up."""
    engine = make_engine(url)
    with engine.connect() as connection:
        folder = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    engine.dispose()
    return str(Path(folder).parent)
