"""Links into the private chat, and the tokens in them.

A token has 128 bits: it follows from a random nonce, which is stored, and a key that only the bot's token
gives. So whoever made a link can be shown it again, and whoever reads the database cannot make one.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

_NONCE_BYTES = 16
_TOKEN_BYTES = 16
_PURPOSE = b"asisten-kinerja/links/1"


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links of one bot."""

    username: str
    key: bytes

    @classmethod
    def of(cls, username: str, bot_token: str) -> "Links":
        """The links of the bot with that name and token."""
        return cls(username, hmac.digest(bot_token.encode(), _PURPOSE, "sha256"))

    def token(self, nonce: str) -> str:
        """The token of a nonce."""
        digest = hmac.digest(self.key, nonce.encode(), "sha256")[:_TOKEN_BYTES]
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def address(self, nonce: str) -> str:
        """The complete link of a nonce."""
        return f"https://t.me/{self.username}?start={self.token(nonce)}"

    def group_address(self, nonce: str) -> str:
        """The complete link of a nonce that takes the bot into a group, which is chosen when it is opened."""
        return f"https://t.me/{self.username}?startgroup={self.token(nonce)}"

    def can_show(self, nonce: str, stored_hash: str) -> bool:
        """Whether the token follows from the nonce: no longer where the bot has got another token."""
        return hmac.compare_digest(token_hash(self.token(nonce)), stored_hash)


def new_nonce() -> str:
    """128 random bits as 32 hex digits."""
    return secrets.token_hex(_NONCE_BYTES)


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
