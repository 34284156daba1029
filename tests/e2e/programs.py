"""One process of an installation of several, which can be killed and started again as systemd would."""

import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.served import ROOT


@dataclass
class Program:
    """What it prints goes to a file of its name in `folder`."""

    name: str
    command: list[str]
    environment: dict[str, str]
    folder: Path
    process: subprocess.Popen | None = None

    def start(self) -> None:
        with open(self.folder / f"{self.name}.log", "ab") as out:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
            )

    def kill(self) -> None:
        """kill -9, in the middle of whatever it does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def log(self) -> str:
        return (self.folder / f"{self.name}.log").read_text("utf-8", "replace")
