"""The journal: whatever part of it is asked for comes in order."""

from __future__ import annotations

import pytest

from bot.simulator.journal import Journal


@pytest.mark.parametrize("limit", [1, 3, 100])
@pytest.mark.parametrize("after", range(-1, 14))
def test_what_came_after_a_number_is_given_oldest_first(after: int, limit: int) -> None:
    journal = Journal(kept=10)
    for number in range(1, 13):
        journal.add(what=number)
    kept = [number for number in range(3, 13) if number > after]
    found = journal.after(after, limit)
    assert [record["seq"] for record in found] == kept[:limit]
    assert [record["what"] for record in found] == kept[:limit]
