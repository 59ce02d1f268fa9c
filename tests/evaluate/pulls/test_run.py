from __future__ import annotations

import pickle

import pytest

from livecoach.evaluate.processes import in_processes


def test_work_is_done_in_the_order_of_its_tasks_by_other_processes():
    with in_processes(2) as mapped:
        assert list(mapped(abs, [-3, 2, -1])) == [3, 2, 1]


def test_a_task_that_cannot_be_pickled_fails_at_once_however_many_there_are():
    """With many of them the pool's own failing left its shutting down waiting for ever."""
    tasks = [lambda: 0] * 200
    with pytest.raises((pickle.PicklingError, AttributeError), match="pickle"), in_processes(2) as mapped:
        list(mapped(id, tasks))
