"""School codes: what teachers type to ask for being let in."""

LENGTH = 8
# Without I, O, 0 and 1, which look alike.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_SEPARATORS = str.maketrans("", "", " \t\u00a0-‐‑–—_.")


def read_join_code(text: str) -> str | None:
    """The code as it is stored, however it was typed; None for what cannot be one."""
    code = text.translate(_SEPARATORS).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def shown_join_code(code: str) -> str:
    """A code as it reads best, such as K7QM-3FXW."""
    return f"{code[:4]}-{code[4:]}"
