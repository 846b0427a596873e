"""A lexicon is made of what it is given, whatever was made before it."""

from handlers.understanding import AgencyName, Lexicon, TaskTitle

AGENCIES = (AgencyName("syt", "Sở Y tế", "Sở Y tế", "so"),)
TITLE = TaskTitle(1, "Khảo sát kxyzt dịch vụ")


def test_tasks_of_one_lexicon_are_not_in_the_next() -> None:
    with_task = Lexicon.build(AGENCIES, (), (TITLE,))
    without = Lexicon.build(AGENCIES, (), ())
    assert "kxyzt" in with_task.spelling.words
    assert "kxyzt" not in without.spelling.words
    assert ("sat", "kxyzt") in with_task.pairs - without.pairs
    assert [no for no, _ in with_task.titles] == [1]
    assert without.titles == without.tasks == ()
    assert "khaosatkxyzt" in with_task.begins - without.begins


def test_names_are_those_of_the_agencies_given() -> None:
    other = Lexicon.build((AgencyName("stp", "Sở Tư pháp", "Sở Tư pháp", "so"),), (), (TITLE,))
    assert "soyte" not in other.entities
    assert other.entities["sotuphap"].agencies == ("stp",)
