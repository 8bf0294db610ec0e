import os
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import world_clock

A_MOMENT = timedelta(minutes=1)


def is_near(moment, expected):
    return abs(moment - expected) < A_MOMENT


def test_without_a_file_the_world_is_real():
    now = world_clock(None)()
    assert now.tzinfo is UTC
    assert is_near(now, datetime.now(UTC))


def test_the_file_moves_the_world_and_is_read_again_when_replaced(tmp_path):
    file = tmp_path / "clock"
    file.write_text("86400.5\n")
    clock = world_clock(file)
    assert is_near(clock(), datetime.now(UTC) + timedelta(days=1))
    beside = tmp_path / "beside"
    beside.write_text("-8640.55\n")
    os.replace(beside, file)
    assert clock().tzinfo is UTC
    assert is_near(clock(), datetime.now(UTC) - timedelta(seconds=8640.55))


def test_a_file_of_the_same_size_and_time_is_still_noticed(tmp_path):
    file = tmp_path / "clock"
    file.write_text("86400\n")
    clock = world_clock(file)
    clock()
    before = file.stat()
    beside = tmp_path / "beside"
    beside.write_text("-8640\n")
    os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(beside, file)
    assert is_near(clock(), datetime.now(UTC) - timedelta(seconds=8640))


def test_a_clock_whose_file_is_gone_stops_instead_of_telling_another_time(tmp_path):
    file = tmp_path / "clock"
    file.write_text("86400\n")
    clock = world_clock(file)
    clock()
    file.unlink()
    with pytest.raises(FileNotFoundError):
        clock()
