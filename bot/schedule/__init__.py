"""What falls due as time goes by: the clock that ticks, and what a tick puts into the outbox."""
