"""Whether this machine's clock goes with another one."""

from bot.doctor.finding import Finding, ok, warning, wrong

# The world's time decides days and hours; the database's and Telegram's own only pace and leases.
_MUCH_SECONDS = 60.0
_SET_CLOCK = "let the clock be set by the network: timedatectl set-ntp true"


def compared(whose: str, ahead_seconds: float, sure_seconds: float) -> Finding:
    """How far that clock is ahead of ours, known but for `sure_seconds`."""
    check = f"clock of {whose}"
    apart = max(abs(ahead_seconds) - sure_seconds, 0.0)
    if apart <= 1.0:
        return ok(check, "goes with this machine's")
    words = f"{abs(ahead_seconds):.0f} s {'ahead of' if ahead_seconds > 0 else 'behind'} this machine's"
    return (wrong if apart > _MUCH_SECONDS else warning)(check, words, _SET_CLOCK)
