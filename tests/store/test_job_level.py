"""The jenjang jabatan of a person is kept, and belongs to that person alone."""

import pytest

from bot.store.database import ConflictError
from conversations.execution_effects import ChooseJobLevel
from conversations.people_effects import ErasePerson
from conversations.rules.terms import JobLevel
from tests.store.acting import School, Store


async def test_the_latest_choice_is_remembered_for_that_person_alone(store: Store, school: School) -> None:
    person = (await store.facts(school.ani)).person
    assert person is not None
    assert person.job_level is None
    await store.do(school.ani, ChooseJobLevel(JobLevel.AHLI_MUDA))
    await store.do(school.ani, ChooseJobLevel(JobLevel.AHLI_MADYA))
    kept = [(await store.facts(actor)).person for actor in (school.ani, school.sari)]
    assert [found and found.job_level for found in kept] == [JobLevel.AHLI_MADYA, None]


async def test_nothing_is_kept_of_who_was_erased(store: Store, school: School) -> None:
    await store.do(school.ani, ErasePerson())
    with pytest.raises(ConflictError):
        await store.do(school.ani, ChooseJobLevel(JobLevel.AHLI_MUDA))
