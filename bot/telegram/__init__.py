"""Telegram: requests, updates, drawing."""

import os

# python-telegram-bot warns at every RetryAfter unless told that its time periods may be timedeltas.
os.environ.setdefault("PTB_TIMEDELTA", "true")
