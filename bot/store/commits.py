"""What may become of a commit."""


class CommitUnknownError(Exception):
    """The connection broke during the commit; the update id that it records tells whether it was done."""
