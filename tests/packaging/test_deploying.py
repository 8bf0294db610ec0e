"""What docs/deploy.md tells is there: units, commands, settings, metrics."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli_arguments import parser
from bot.metrics import Metrics
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
UNITS = [
    file
    for file in sorted((ROOT / "docs/systemd").iterdir())
    if file.suffix in (".service", ".timer", ".target")
]
GUIDE = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
ALARMS = (ROOT / "docs/systemd/alarms.yml").read_text(encoding="utf-8")
PYTHON = "/opt/asisten-kinerja/current/.venv/bin/python"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    files = [tmp_path / unit.name.replace("@.", "@1.") for unit in UNITS]
    for unit, file in zip(UNITS, files, strict=True):
        file.write_text(unit.read_text(encoding="utf-8").replace(PYTHON, sys.executable), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True, check=False
    )
    # pg_dump and find are Debian's; the rest of what it says is about units of this machine.
    assert [line for line in done.stderr.splitlines() if "asisten-kinerja" in line] == []


def test_every_unit_is_in_the_guide_and_every_unit_of_the_guide_is_there() -> None:
    named = set(re.findall(r"asisten-kinerja[a-z-]*@?\.(?:service|timer|target)", GUIDE))
    assert named == {unit.name for unit in UNITS}


def test_the_units_and_the_guide_start_what_there_is() -> None:
    started = re.findall(
        rf"^ExecStart={PYTHON} -m bot (.+)", "\n".join(unit.read_text() for unit in UNITS), re.MULTILINE
    )
    told = re.findall(r"(?:^|[\s`])(?:sudo )?asisten-kinerja ([a-z][^\n`|>;&]*)", GUIDE)
    assert len(started) == 5
    assert len(told) > 8
    for command in (*started, *told):
        parser().parse_args(shlex.split(command))


def test_every_setting_and_metric_that_the_guide_names_is_there() -> None:
    settings = set(re.findall(r"(?<![A-Za-z_])([A-Z]+(?:_[A-Z]+)+)=", GUIDE))
    assert settings >= {"BOT_TOKEN", "DATABASE_URL", "WEBHOOK_URL"}
    assert settings <= {name.upper() for name in Settings.model_fields}
    known = set(re.findall(r"^# TYPE (\S+)", Metrics().own_text().decode(), re.MULTILINE))
    metrics = {
        re.sub("_(?:bucket|count)$", "", name) for name in re.findall(r"asisten_[a-z_]+", GUIDE + ALARMS)
    }
    assert len(metrics) > 10
    assert metrics <= known


def test_processes_of_the_same_name_have_settings_of_their_own() -> None:
    files = {
        kind: set(re.findall(r"^EnvironmentFile=-(.+)", text, re.MULTILINE))
        for kind in ("web", "worker", "clock")
        for text in [(ROOT / f"docs/systemd/asisten-kinerja-{kind}@.service").read_text(encoding="utf-8")]
    }
    for kind, read in files.items():
        assert f"/etc/asisten-kinerja/{kind}-%i.env" in read
        assert not read & set().union(*(files[other] for other in files if other != kind))
    told = set(re.findall(r"/etc/asisten-kinerja/([a-z]+)-\d\.env", GUIDE))
    assert told == set(files)


def test_what_the_proxies_log_holds_no_secret_of_the_webhook() -> None:
    assert "request>headers delete" in (ROOT / "docs/systemd/Caddyfile").read_text(encoding="utf-8")
    assert "$http_" not in (ROOT / "docs/systemd/nginx.conf").read_text(encoding="utf-8")


def test_a_proxy_leaves_no_process_out_that_has_only_just_come_back() -> None:
    servers = re.findall(r"^\s+server 127.*;", (ROOT / "docs/systemd/nginx.conf").read_text(), re.MULTILINE)
    assert len(servers) == 2
    assert all("max_fails=0" in server for server in servers)
