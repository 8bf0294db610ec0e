"""Questions to entries, without a service: pure functions over a catalogue and trained weights."""
