"""An installation of several processes as deploy/ makes it, without containers: PostgreSQL, Redis, two apps, two engines, and nginx before them."""

import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.dialogue.engine import free_port
from tests.e2e.programs import Program
from tests.e2e.served import ROOT, Person
from tests.servers import program, redis_says, restartable_postgresql

NGINX = ROOT / "deploy" / "nginx"
PATIENCE = 300  # seconds for a start on a slow and busy machine


@dataclass
class Scaled:
    """The running installation; everything that it writes lies under `folder`."""

    folder: Path
    database: str
    settings: dict[str, str]
    postgresql: Callable[[str], None]  # "stop" as if the power went, "start"
    redis_port: int = field(default_factory=free_port)
    front: int = field(default_factory=free_port)
    actions: int = field(default_factory=free_port)
    app_ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))
    engine_ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))
    metrics_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def __post_init__(self):
        (self.folder / "tmp").mkdir(parents=True)
        environment = self._environment()
        self.redis = Program("redis", self._redis_command(), environment, self.folder)
        self.nginx = Program("nginx", self._nginx_command(), environment, self.folder)
        self.engines = [Program(f"engine-{n}", _engine_command(port), environment, self.folder) for n, port in enumerate(self.engine_ports)]
        self.apps = [Program(f"app-{n}", self._app_command(port), environment, self.folder) for n, port in enumerate(self.app_ports)]
        self.clients = [
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=90, trust_env=False) for port in (self.front, *self.app_ports)
        ]

    @property
    def url(self) -> str:
        """Where people come."""
        return f"http://127.0.0.1:{self.front}"

    @property
    def programs(self) -> list[Program]:
        return [self.redis, *self.engines, *self.apps, self.nginx]

    def person(self, door: int = 0, **extra: str) -> Person:
        """Somebody at the proxy; at one of the two apps with `door` 1 or 2."""
        return Person(self.clients[door], extra)

    def open(self) -> None:
        for each in self.programs:
            each.start()
        self.until(lambda: redis_says("PING", self.redis_url) == "+PONG")
        self.until(self._all_ready)

    def close(self) -> None:
        for each in reversed(self.programs):
            each.stop()
        for client in self.clients:
            client.close()

    def is_ready(self, app: int) -> bool:
        try:
            return self.clients[app + 1].get("/readyz").status_code == 200
        except httpx.HTTPError:
            return False

    def metrics(self, app: int) -> str:
        return self.clients[app + 1].get("/metrics", headers={"Authorization": f"Bearer {self.metrics_token}"}).text

    def until(self, true, seconds: float = PATIENCE) -> None:
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, "it does not come true"
            time.sleep(0.05)

    def _all_ready(self) -> bool:
        dead = [each.name for each in self.programs if each.process.poll() is not None]
        assert not dead, f"ended while it opened: {dead}"
        return all(self.is_ready(number) for number in (0, 1))

    @property
    def redis_url(self) -> str:
        return f"redis://127.0.0.1:{self.redis_port}"

    def _environment(self) -> dict[str, str]:
        """What deploy/ writes into its file of settings."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("HARRERA_")}
        engines = ",".join(f"http://127.0.0.1:{port}" for port in self.engine_ports)
        words = ("SECRET_KEY", "ENGINE_TOKEN", "ACTION_TOKEN")
        return (
            own
            | {"TMPDIR": str(self.folder / "tmp"), "PYTHONUNBUFFERED": "1", "HARRERA_ENVIRONMENT": "production"}
            | {f"HARRERA_{word}": secrets.token_urlsafe(48) for word in words}
            | {"HARRERA_METRICS_TOKEN": self.metrics_token, "HARRERA_DATABASE_URL": self.database, "HARRERA_REDIS_URL": self.redis_url}
            | {"HARRERA_ENGINE_URLS": engines, "HARRERA_ACTION_URL": f"http://127.0.0.1:{self.actions}/webhook"}
            | self.settings
        )

    def _app_command(self, port: int) -> list[str]:
        return [str(Path(sys.executable).parent / "harrera"), "serve", "--port", str(port), "--data-dir", str(self.folder / "data")]

    def _redis_command(self) -> list[str]:
        return [program("redis-server"), str(ROOT / "deploy" / "redis.conf"), "--port", str(self.redis_port), "--dir", str(self.folder)]

    def _nginx_command(self) -> list[str]:
        """nginx with the files of deploy/, but for the three that are the operator's."""
        folder = self.folder / "nginx"
        shutil.copytree(NGINX, folder)
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
            (folder / kind).mkdir()
        temporary = "".join(f"    {kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        main = (folder / "nginx.conf").read_text().replace("http {\n", f"http {{\n{temporary}")
        (folder / "nginx.conf").write_text(main)
        own = folder / "harrera.d"
        upstreams = (own / "upstreams.conf").read_text()
        for shipped, port in zip((8081, 8082), self.app_ports, strict=True):
            assert f"127.0.0.1:{shipped} " in upstreams
            upstreams = upstreams.replace(f"127.0.0.1:{shipped} ", f"127.0.0.1:{port} ")
        (own / "upstreams.conf").write_text(upstreams)
        (own / "listen.conf").write_text(f"listen 127.0.0.1:{self.front};\n")
        (own / "actions.conf").write_text(f"listen 127.0.0.1:{self.actions};\n")
        return [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", f"daemon off; pid {folder}/pid;"]


def _engine_command(port: int) -> list[str]:
    return [str(ROOT / "nlu" / ".venv" / "bin" / "python"), "-m", "nlu.serve", "--port", str(port)]


@contextmanager
def scaled(folder: Path, **settings: str) -> Iterator[Scaled]:
    """The installation, ready, on a PostgreSQL server of its own; closed at the end."""
    with ExitStack() as stack:
        database, server = stack.enter_context(restartable_postgresql(program("initdb"), program("pg_ctl")))
        house = Scaled(folder, database, settings, server)
        stack.callback(house.close)
        house.open()
        yield house
