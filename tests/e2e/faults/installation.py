"""An installation that can be killed and started again on the same data and the same port, as a machine's supervisor would."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import httpx

from tests.e2e.served import ROOT

PATIENCE = 900  # seconds for a start on a machine with much else to do


@dataclass
class Installation:
    """`harrera serve`. Everything it writes lies under `folder`; `kill` is kill -9."""

    folder: Path
    port: int
    settings: dict[str, str]
    data: Path
    process: subprocess.Popen | None = field(default=None, init=False)
    starts: int = field(default=0, init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns at once; `wait_until_ready` waits."""
        temporary = self.folder / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        own = {name: value for name, value in os.environ.items() if not name.startswith("HARRERA_")}
        environment = own | {"TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"} | self.settings
        command = [str(Path(sys.executable).parent / "harrera"), "serve", "--port", str(self.port), "--data-dir", str(self.data)]
        with open(self.folder / "output", "ab") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
            )
        self.starts += 1

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.ready():
            assert self.process.poll() is None, f"the house closed with {self.process.returncode}"
            assert time.monotonic() < deadline, "the house does not open"
            time.sleep(0.2)

    def engine_pids(self) -> list[int]:
        """Of the dialogue engine, by its command."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        pids = [int(pid) for file in children for pid in file.read_text().split()]
        return [pid for pid in pids if b"nlu.serve" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def kill_engine(self) -> None:
        for pid in self.engine_pids():
            os.kill(pid, signal.SIGKILL)

    def kill(self) -> None:
        """The app alone: its engine must notice by itself."""
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> None:
        """In order, as a supervisor would."""
        self.client.close()
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    @cached_property
    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=60, trust_env=False)

    def counted(self, metric: str, outcome: str) -> float:
        """Of both platforms, since the last start."""
        lines = httpx.get(f"{self.url}/metrics", timeout=60, trust_env=False).text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith(f"{metric}{{") and f'outcome="{outcome}"' in line)

    def output(self) -> str:
        return (self.folder / "output").read_text("utf-8", "replace")
