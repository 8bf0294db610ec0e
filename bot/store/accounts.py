"""Whose account it is, within a statement that is about that person."""

from sqlalchemy import bindparam, select

from bot.store.tables import channel_account

# The id of the person behind the account `channel` and `external_id`; null behind none.
PERSON_OF_ACCOUNT = (
    select(channel_account.c.person_id)
    .where(
        channel_account.c.channel == bindparam("channel"),
        channel_account.c.external_id == bindparam("external_id"),
    )
    .scalar_subquery()
)
