"""Played dialogues as readable text: written by the demo, replayed by the tests."""
