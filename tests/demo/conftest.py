"""A demo as a process of its own, whose traces can be looked for."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0


class Demo:
    """A running demo; everything it leaves behind would be in `traces`."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        temporary = folder / "tmp"
        temporary.mkdir(exist_ok=True)
        self._temporary = temporary
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--no-open", *options],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(temporary), "BOT_TOKEN": "not for the demo"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        self.text = ""

    def write(self, *lines: str) -> None:
        """Type these lines."""
        for line in lines:
            self._input.write(f"{line}\n")
        self._input.flush()

    def until(self, wanted: str) -> str:
        """Read on until a text has come; gives what was read."""
        seen = ""
        while wanted not in seen:
            sign = self._output.read(1)
            assert sign, f"{wanted!r} has not come in:\n{self.text}{seen}"
            seen += sign
        self.text += seen
        return seen

    def signal(self, number: int) -> None:
        """Send a signal to the demo."""
        self._process.send_signal(number)

    def kill(self, pid: int) -> None:
        """End one of its processes, which must not see it coming."""
        assert pid in self.processes()
        os.kill(pid, signal.SIGKILL)

    def end(self) -> int:
        """Close the input, read to the end, and give the exit code."""
        rest, _ = self._process.communicate(timeout=PATIENCE)
        self.text += rest
        return self._process.returncode

    def processes(self) -> list[int]:
        """The processes besides the demo that work in its temporary folder."""
        wanted = str(self._temporary).encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                environ = (entry / "environ").read_bytes()
            except OSError:
                continue
            if wanted in environ and int(entry.name) not in (self._process.pid, os.getpid()):
                found.append(int(entry.name))
        return found

    def traces(self) -> list[str]:
        """What is left: processes and temporary files."""
        return [*map(str, self.processes()), *(str(path) for path in self._temporary.iterdir())]

    def stop(self) -> None:
        """End it, whatever it does."""
        for pid in [*self.processes(), self._process.pid]:
            subprocess.run(["kill", "-9", str(pid)], check=False, capture_output=True)
        self._process.communicate()


class Demos:
    """Starts demos, and ends those that a failed test left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[Demo] = []

    def start(self, *options: str) -> Demo:
        """A new one, on any free port unless one is named."""
        port = () if "--port" in options else ("--port", "0")
        demo = Demo(self.folder, *port, *options)
        self._started.append(demo)
        return demo

    def stop(self) -> None:
        """End all."""
        for demo in self._started:
            demo.stop()


@pytest.fixture
def demos(tmp_path: Path) -> Iterator[Demos]:
    made = Demos(tmp_path)
    yield made
    made.stop()
