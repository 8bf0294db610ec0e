"""What the command line shows without a trace."""


class CommandError(Exception):
    """Why a command cannot do its work, in words for the operator: a line for each cause, no secrets."""
