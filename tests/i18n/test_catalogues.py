from pathlib import Path

from bot.catalogues.checks import catalogue_faults


def test_every_text_is_translated_and_nothing_is_stale():
    assert list(catalogue_faults(Path(__file__).parents[2])) == []
