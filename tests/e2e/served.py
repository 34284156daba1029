"""The whole house as people meet it: `harrera serve` in a process of its own, with the real engine, and a person who talks to it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds for a start on a slow and busy machine


@dataclass
class ServedHouse:
    """A running house. Everything that it writes lies under `folder`: data, output, temporary files."""

    process: subprocess.Popen
    folder: Path
    url: str
    seconds: float
    client: httpx.Client = field(init=False)

    def __post_init__(self):
        self.client = httpx.Client(base_url=self.url, timeout=60, trust_env=False)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def output(self) -> str:
        """Everything printed so far."""
        return "".join((self.folder / name).read_text("utf-8", "replace") for name in ("stdout", "stderr"))

    def engine_pids(self) -> list[int]:
        """Process ids of the dialogue engine, by its command."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        pids = [int(pid) for file in children for pid in file.read_text().split()]
        return [pid for pid in pids if b"nlu.serve" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def kill_engine(self) -> int:
        """kill -9, in the middle of whatever it does."""
        (pid,) = self.engine_pids()
        os.kill(pid, signal.SIGKILL)
        return pid

    def ready(self) -> bool:
        try:
            return self.client.get("/readyz").status_code == 200
        except httpx.HTTPError:
            return False

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.ready():
            assert self.process.poll() is None, f"the house closed with {self.process.returncode}"
            assert time.monotonic() < deadline, "the house does not open"
            time.sleep(0.2)

    def person(self, **extra: str) -> "Person":
        return Person(self.client, extra)


class Answer(dict):
    """One answer of /api/chat, with shorter ways to what tests ask of it."""

    @property
    def text(self) -> str:
        return "\n".join(reply["text"] for reply in self["replies"])

    @property
    def topic(self) -> str | None:
        return next((reply["topic"] for reply in self["replies"] if reply["topic"]), None)

    @property
    def sources(self) -> list[dict]:
        return [source for reply in self["replies"] for source in reply["sources"]]

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for reply in self["replies"] for button in reply["buttons"]]

    @property
    def emergency(self) -> bool:
        return self["replies"][0]["emergency"]


class Person:
    """Somebody who writes on the web channel and keeps the conversation's id as the page does."""

    def __init__(self, client: httpx.Client, extra: dict[str, str]):
        self._client, self._extra = client, extra
        self.conversation: str | None = None

    def says(self, text: str, **more: str) -> Answer:
        """One message; the answer must be a good one with at least one reply."""
        response = self.sends({"text": text, "conversation": self.conversation} | self._extra | more)
        assert response.status_code == 200, response.status_code
        answer = Answer(response.json())
        assert answer["replies"], "an answer without replies"
        self.conversation = answer["conversation"]
        return answer

    def presses(self, payload: str) -> Answer:
        """A button is its payload."""
        return self.says(payload)

    def sends(self, body: dict) -> httpx.Response:
        return self._client.post("/api/chat", json={name: value for name, value in body.items() if value is not None})


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[ServedHouse]:
    """A house on a free port, open and with its engine, closed at the end. `folder` may hold the data of an earlier one."""
    temporary = folder / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith("HARRERA_")}
    environment = own | {"TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"} | settings
    command = [str(Path(sys.executable).parent / "harrera"), "serve", "--port", "0", "--data-dir", str(folder / "data")]
    started = time.monotonic()
    with open(folder / "stdout", "wb") as out, open(folder / "stderr", "wb") as err:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
    house = None
    try:
        url = _announced(process, folder / "stdout")
        house = ServedHouse(process, folder, url, round(time.monotonic() - started, 1))
        house.wait_until_ready()
        yield house
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        if house:
            house.client.close()


def _announced(process: subprocess.Popen, output: Path) -> str:
    """The address that `harrera serve` prints for people, once the chat is open."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := re.search(r"http://[\d.:]+\d", output.read_text()):
            return found[0]
        assert process.poll() is None, f"the house does not open: it ended with {process.returncode}"
        time.sleep(0.1)
    raise AssertionError("the house does not say where it is")
