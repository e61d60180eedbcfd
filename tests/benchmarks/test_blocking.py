from benchmarks import blocking, browser


def events(*tasks, thread=1):
    name = {"pid": 1, "tid": thread, "name": "thread_name", "args": {"name": "CrRendererMain"}}
    return [name, *({"pid": 1, "tid": thread, "name": "RunTask", "tdur": t} for t in tasks)]


def test_what_a_task_takes_beyond_fifty_milliseconds_on_a_slow_phone_blocks():
    assert blocking.blocked(events(15_000, 12_500, 2_500, 20_000)) == 40


def test_other_threads_and_pages_that_do_little_are_not_counted():
    beside = [{"pid": 1, "tid": 9, "name": "RunTask", "tdur": 900_000}]
    assert browser.tasks_of_the_page([*events(60_000), *events(1_000, thread=2), *beside]) == [0, 60]


def test_a_task_that_both_categories_tell_of_is_counted_once():
    again = {"pid": 1, "tid": 1, "name": "ThreadControllerImpl::RunTask", "tdur": 22_500}
    assert blocking.blocked([*events(22_500), again]) == 40


def test_a_page_without_a_task_blocks_nobody():
    assert blocking.blocked(events()) == 0
