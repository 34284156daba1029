"""The house starts again on what it left: quickly, and without touching what staff have edited."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from bot.bootstrap import House
from bot.settings import Settings
from tests.e2e.served import served

MOST_WORK = 150  # CPU seconds of a second start, the app and the engine together; seconds of a clock only tell how busy the machine is
EDITED = "Texto cambiado por una persona del equipo."


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_second_start_is_fast_and_keeps_what_staff_edited(tmp_path, capsys):
    house = House(Settings(data_dir=tmp_path / "data")).open()
    entry = house.repository.entry("tis-osakidetza", "bilbao")
    texts = {**entry.texts, "es": replace(entry.texts["es"], summary=EDITED)}
    house.repository.save([replace(entry, texts=texts)])
    house.database.dispose()

    with served(tmp_path) as again:
        work = sum(cpu_seconds(pid) for pid in (again.process.pid, *again.engine_pids()))
        with capsys.disabled():
            print(f" [second start: {again.seconds} s, {work:.0f} s of CPU]", end="")
        assert 1 < work < MOST_WORK
        answer = again.person().says("¿Cómo saco la tarjeta sanitaria?")
        assert answer.topic == "tis-osakidetza" and EDITED in answer.text
        assert "content_seeded" not in again.output()


def test_taken_port_is_said_in_one_line(house):
    port = house.url.rpartition(":")[2]
    command = [str(Path(sys.executable).parent / "harrera"), "serve", "--port", port, "--data-dir", str(house.folder / "other")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)

    assert done.returncode == 2
    assert done.stderr.strip().splitlines() == [f"harrera: cannot listen on port {port}: Address already in use"]
