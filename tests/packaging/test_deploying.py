"""What docs/deploy.md tells is there and works: units, commands, settings, metrics."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import _parser
from bot.metrics import Metrics
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "docs/systemd"
GUIDE = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
PYTHON = "/opt/asisten-kinerja/current/.venv/bin/python"
# Words of a command line that only stand for a file.
COMMANDS = sorted(set(re.findall(r"(?:^|\s)(?:sudo )?asisten-kinerja ([a-z][^\n`|>;]*)", GUIDE)))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    files = [
        tmp_path / file.name.replace("@.", "@1.") for file in UNITS.iterdir() if "." in file.name
    ]
    for file in files:
        unit = (UNITS / file.name.replace("@1.", "@.")).read_text(encoding="utf-8")
        file.write_text(unit.replace(PYTHON, sys.executable), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if "asisten-kinerja" in line]
    assert (done.returncode, told) == (0, [])


def test_every_unit_is_in_the_guide_and_every_unit_of_the_guide_is_there() -> None:
    named = set(re.findall(r"asisten-kinerja[a-z-]*@?\.(?:service|timer|target)", GUIDE))
    assert named == {file.name for file in UNITS.iterdir() if "." in file.name}


def test_the_units_and_the_guide_start_what_there_is() -> None:
    started = {
        command
        for file in UNITS.glob("*.service")
        for command in re.findall(rf"ExecStart={PYTHON} -m bot (.+)", file.read_text(encoding="utf-8"))
    }
    assert len(started) == 5
    assert len(COMMANDS) > 5
    for command in (*started, *COMMANDS):
        _parser().parse_args(shlex.split(command, comments=True))


def test_every_setting_and_metric_that_the_guide_names_is_there() -> None:
    settings = set(re.findall(r"^([A-Z]+(?:_[A-Z]+)+)=", GUIDE, re.MULTILINE))
    assert settings
    assert settings <= {name.upper() for name in Settings.model_fields}
    metrics = set(re.findall(r"\basisten_[a-z_]+", GUIDE))
    told = Metrics().own_text().decode()
    assert metrics
    assert {name for name in metrics if f"# TYPE {name.removesuffix('_bucket').removesuffix('_count')} " not in told} == set()
