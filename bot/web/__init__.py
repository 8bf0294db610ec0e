"""What the product serves over HTTP: the door for Telegram's updates, and how it does."""
