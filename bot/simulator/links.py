"""Links that Telegram accepts, and deep links to a bot."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_HOST = re.compile(r"(?:[^\s.@/:]+\.)+[^\s.@/:]*[^\W_][^\s.@/:]*")


def checked_link(url: str) -> str:
    """The link in Telegram's form; ValueError with Telegram's reason otherwise."""
    link = url.strip()
    if link.lower().startswith(("tg://", "ton://", "tonsite://")):
        return link
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", link):
        link = f"http://{link}"
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        raise ValueError("Wrong HTTP URL") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise ValueError("Unsupported URL protocol")
    host = parts.hostname or ""
    if not host:
        raise ValueError("URL host is empty")
    if any(c.isspace() for c in link) or port == 0 or not _HOST.fullmatch(host):
        raise ValueError("Wrong HTTP URL")
    return link if parts.path or parts.query or parts.fragment else f"{link}/"


def linked_user(url: str) -> int | None:
    """The user id of a `tg://user?id=` link."""
    match = re.fullmatch(r"tg:(?://)?user/?\?id=(\d+)", url.strip(), re.IGNORECASE)
    return int(match[1]) if match else None


def deep_link(url: str) -> tuple[str, str, bool]:
    """Bot name, start token and whether it adds the bot to a group, of a `t.me` or `tg://resolve` link."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if parts.scheme == "tg" and parts.netloc == "resolve":
        name = query.get("domain", "")
    elif (parts.hostname or "") in ("t.me", "telegram.me", "www.t.me"):
        name = parts.path.strip("/")
    else:
        raise ValueError(f"not a link to a bot: {url}")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{2,31}", name):
        raise ValueError(f"not a link to a bot: {url}")
    to_group = "startgroup" in query
    token = query.get("startgroup" if to_group else "start", "")
    if token and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", token):
        raise ValueError("a start token has 1-64 characters of A-Z a-z 0-9 _ -")
    return name, token, to_group
