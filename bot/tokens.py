"""Bots' tokens: what one looks like, and which bot it is of."""

import re

from pydantic import SecretStr, ValidationInfo

_TOKEN = re.compile(r"([0-9]{1,20}):[A-Za-z0-9_-]{3,100}", re.ASCII)


def check_token(token: SecretStr) -> SecretStr:
    """One token, or a ValueError."""
    bot_id_in(token.get_secret_value())
    return token


def check_tokens(tokens: SecretStr, info: ValidationInfo) -> SecretStr:
    """Tokens of different bots with commas between them, instead of one alone; or a ValueError."""
    if info.data.get("bot_token") is not None:
        raise ValueError("BOT_TOKEN is set as well")
    found = [bot_id_in(token) for token in tokens_in(tokens)]
    for bot_id in found:
        if found.count(bot_id) > 1:
            raise ValueError(f"two are of bot {bot_id}")
    return tokens


def check_username(username: str, info: ValidationInfo) -> str:
    """The name of the only bot, or a ValueError."""
    tokens = info.data.get("bot_tokens")
    if tokens is not None and len(tokens_in(tokens)) > 1:
        raise ValueError("BOT_TOKENS are of several bots: leave it empty")
    return username


def tokens_in(tokens: SecretStr) -> tuple[str, ...]:
    """The tokens one by one."""
    return tuple(token.strip() for token in tokens.get_secret_value().split(","))


def bot_id_in(token: str) -> int:
    """The bot's id, which is the number before the colon of its token; ValueError where it is none."""
    found = _TOKEN.fullmatch(token)
    if not found:
        raise ValueError("not a token")
    return int(found[1])
