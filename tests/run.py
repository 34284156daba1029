"""Runs every test there is, `python -m tests.run`: the engine's in its Python 3.10, all others in ours. The last step of `make test`.

Two suites run at a time: most tests wait, or use one core. What is missing on this machine is said at the end; with CI set, a missing
thing or a skipped test is a failure.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from tests.servers import Missing, browser_path, postgresql, redis

ROOT = Path(__file__).parents[1]
ENGINE_PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
TESTS = ROOT / "tests"
ENGINE_TESTS = TESTS / "nlu"
BROWSER_TESTS = TESTS / "browser"
WHOLE_TESTS = (TESTS / "e2e", TESTS / "quality")
AT_A_TIME = 2
ENGINE = "the engine's tests"
NEEDS: dict[str, tuple[str, Callable[[], AbstractContextManager[str]]]] = {
    "tests on PostgreSQL": ("HARRERA_TEST_DATABASE_URL", postgresql),
    "tests on Redis": ("HARRERA_TEST_REDIS_URL", redis),
    "browser tests": ("PATH", browser_path),
}


def main(arguments: list[str]) -> int:
    """Exit status 0 only when everything that ran passed and, in CI, nothing was left out. Arguments go to pytest."""
    started = time.monotonic()
    with found_needs() as (environment, left_out), ThreadPoolExecutor(AT_A_TIME) as workers:
        running = {}
        for name, command in suites(arguments).items():
            running[name] = workers.submit(run, name, command, environment, left_out)
            if name == ENGINE:  # which asks for no content
                encode_content()
        failed = [name for name, passed in running.items() if not passed.result()]
    for line in left_out:
        print(f"LEFT OUT: {line}")
    in_ci = os.environ.get("CI", "").lower() in ("1", "true", "yes")
    if in_ci and left_out:
        failed.append("nothing may be left out in CI")
    verdict = f"FAILED: {', '.join(failed)}" if failed else "ALL TESTS PASSED" + (", with parts LEFT OUT" if left_out else "")
    print(f"{verdict} ({time.monotonic() - started:.0f} s)", flush=True)
    return 1 if failed else 0


@cache
def encode_content() -> None:
    """Once on a machine, and minutes long: no test that starts an installation of its own has to wait for it then."""
    print("· encoding the published texts that are new on this machine", flush=True)
    with tempfile.TemporaryDirectory(prefix="harrera-tests-") as folder:
        code = "from bot.bootstrap import House; from bot.settings import Settings; from bot.privacy_log import configure; configure();"
        code += "h = House(Settings()).open(); [h.library.topics(city) for city in h.repository.cities()]; h.rumours.cards()"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"HARRERA_DATA_DIR": folder}, check=True)


def suites(arguments: list[str]) -> dict[str, list[str]]:
    """Name and command of each test run, in order. The browser's has a process of its own: its driver keeps an event loop running."""
    engine = [str(ENGINE_PYTHON), "-m", "pytest", "-c", str(ENGINE_TESTS / "pytest.ini"), str(ENGINE_TESTS)]
    ours = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--durations=12", "--continue-on-collection-errors"]
    elsewhere = [f"--ignore={folder}" for folder in (ENGINE_TESTS, BROWSER_TESTS, *WHOLE_TESTS)]
    named = {
        ENGINE: engine,
        "tests of the whole": [*ours, *map(str, WHOLE_TESTS)],
        "tests of the parts": [*ours, str(TESTS), *elsewhere],
        "the browser's tests": [*ours, str(BROWSER_TESTS)],
    }
    return {name: [*command, *arguments] for name, command in named.items()}


@contextmanager
def found_needs() -> Iterator[tuple[dict[str, str], list[str]]]:
    """The environment for the tests, and a line for everything that is missing."""
    environment, left_out = dict(os.environ), []
    with ExitStack() as stack:
        for what, (variable, find) in NEEDS.items():
            try:
                environment[variable] = stack.enter_context(find())
            except Missing as missing:
                left_out.append(f"{what}, because {missing}")
        yield environment, left_out


def run(name: str, command: list[str], environment: dict[str, str], left_out: list[str]) -> bool:
    """Whether the suite passed; what it skipped is added to `left_out`."""
    print(f"· {name}: begun", flush=True)
    with tempfile.TemporaryDirectory(prefix="harrera-tests-") as folder:
        report = Path(folder) / "report.xml"
        status = said([*command, f"--junitxml={report}"], environment, name)
        left_out += skipped(report) if report.exists() else []
    print(f"· {name}: {'passed' if status == 0 else 'FAILED'}", flush=True)
    return status == 0


def said(command: list[str], environment: dict[str, str], name: str) -> int:
    """Exit status of a command. How far it is, is printed as it goes; all else that it says at its end, in one piece."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    lines = []
    with subprocess.Popen(command, cwd=ROOT, env=environment | {"PYTHONUNBUFFERED": "1"}, text=True, errors="replace", **pipes) as process:
        for line in process.stdout:
            if line.endswith("%]\n"):
                print(f"{name} {line[-7:]}", end="", flush=True)
            else:
                lines.append(line)
    print("".join(lines), flush=True)
    return process.returncode


def skipped(report: Path) -> list[str]:
    """One line per reason for skipping in a JUnit report."""
    reasons: dict[str, int] = {}
    for found in ElementTree.parse(report).iter("skipped"):
        reason = found.get("message", "no reason given")
        reasons[reason] = reasons.get(reason, 0) + 1
    return [f"{count} tests, because {reason}" for reason, count in reasons.items()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
