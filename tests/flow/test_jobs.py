"""Background work: order, progress, cancelling, failing aloud, and ending."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from mockinterview.core.problems import Cancelled, Problem
from mockinterview.flow.jobs import Job, JobKind, Jobs
from mockinterview.flow.ports import JobReport, JobState
from tests.fakes.fake_listener import FakeListener


@pytest.fixture
def listener() -> FakeListener:
    return FakeListener()


@pytest.fixture
def jobs(listener: FakeListener) -> Iterator[Jobs]:
    made = Jobs(listener.job_changed)
    yield made
    made.close()


def test_work_is_queued_run_and_done(jobs: Jobs, listener: FakeListener) -> None:
    done: list[str] = []
    jobs.start(JobKind.RECOGNISE, "a", lambda job: done.append(job.attempt_id))
    assert jobs.wait(JobKind.RECOGNISE, "a", 5)
    listener.wait_for(lambda: listener.states(JobKind.RECOGNISE)[-1:] == [JobState.DONE])
    assert done == ["a"]
    assert jobs.report(JobKind.RECOGNISE, "a") is None


def test_one_kind_runs_in_the_order_it_came(jobs: Jobs) -> None:
    order: list[str] = []
    for name in "abc":
        jobs.start(JobKind.RECOGNISE, name, lambda job: order.append(job.attempt_id))
    assert jobs.wait(JobKind.RECOGNISE, "c", 5)
    assert order == ["a", "b", "c"]


def test_kinds_do_not_wait_for_each_other(jobs: Jobs) -> None:
    free = threading.Event()
    jobs.start(JobKind.RECOGNISE, "a", lambda job: free.wait(5) and None)
    jobs.start(JobKind.KEEP, "a", lambda job: free.set())
    assert jobs.wait(JobKind.RECOGNISE, "a", 5)
    assert free.is_set()


def test_the_same_work_is_not_queued_twice(jobs: Jobs) -> None:
    free, runs = threading.Event(), []

    def work(job: Job) -> None:
        runs.append(job.attempt_id)
        free.wait(5)

    for _ in range(3):
        jobs.start(JobKind.RECOGNISE, "a", work)
    free.set()
    assert jobs.wait(JobKind.RECOGNISE, "a", 5)
    assert runs == ["a"]


def test_progress_is_reported_and_can_be_asked_for(jobs: Jobs, listener: FakeListener) -> None:
    free = threading.Event()

    def work(job: Job) -> None:
        job.progress(500, 1000)
        free.wait(5)

    jobs.start(JobKind.RECOGNISE, "a", work)
    listener.wait_for(lambda: any(report.done_ms == 500 for report in listener.jobs))
    standing = jobs.report(JobKind.RECOGNISE, "a")
    free.set()
    assert standing is not None
    assert (standing.done_ms, standing.total_ms, standing.state) == (500, 1000, JobState.RUNNING)


def test_a_running_job_can_be_cancelled(jobs: Jobs, listener: FakeListener) -> None:
    running = threading.Event()

    def work(job: Job) -> None:
        running.set()
        while not job.cancelled():
            threading.Event().wait(0.001)
        raise Cancelled

    jobs.start(JobKind.RECOGNISE, "a", work)
    assert running.wait(5)
    jobs.cancel(JobKind.RECOGNISE, "a")
    assert jobs.wait(JobKind.RECOGNISE, "a", 5)
    listener.wait_for(lambda: listener.states(JobKind.RECOGNISE)[-1] is JobState.CANCELLED)


def test_a_waiting_job_can_be_cancelled_and_never_runs(jobs: Jobs) -> None:
    free, runs = threading.Event(), []
    jobs.start(JobKind.RECOGNISE, "a", lambda job: free.wait(5) and None)
    jobs.start(JobKind.RECOGNISE, "b", lambda job: runs.append("b"))
    jobs.cancel(JobKind.RECOGNISE, "b")
    free.set()
    assert jobs.wait(JobKind.RECOGNISE, "b", 5)
    assert runs == []


def test_a_problem_is_reported_in_its_own_words(
    jobs: Jobs, listener: FakeListener, expect_log: Callable[[str], None]
) -> None:
    expect_log("failed: Problem")

    def work(job: Job) -> None:
        raise Problem("The recogniser stopped.", "It ran out of memory.", "Choose a smaller model.")

    jobs.start(JobKind.RECOGNISE, "a", work)
    listener.wait_for(lambda: listener.states(JobKind.RECOGNISE)[-1:] == [JobState.FAILED])
    problem = listener.jobs[-1].problem
    assert problem is not None
    assert problem.sentence == "The recogniser stopped. It ran out of memory. Choose a smaller model."


def test_a_bug_is_a_sentence_too_and_the_next_job_runs(
    jobs: Jobs, listener: FakeListener, caplog: pytest.LogCaptureFixture
) -> None:
    def work(job: Job) -> None:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        jobs.start(JobKind.RECOGNISE, "a", work)
        listener.wait_for(lambda: listener.states(JobKind.RECOGNISE)[-1:] == [JobState.FAILED])
    assert "a bug ended recognise" in caplog.text
    caplog.clear()
    jobs.start(JobKind.RECOGNISE, "b", lambda job: None)
    listener.wait_for(lambda: listener.jobs[-1].state is JobState.DONE)


def test_closing_cancels_what_runs_but_lets_a_take_be_kept(listener: FakeListener) -> None:
    jobs = Jobs(listener.job_changed)
    recognising, kept = threading.Event(), []

    def recognise(job: Job) -> None:
        recognising.set()
        while not job.cancelled():
            threading.Event().wait(0.001)
        raise Cancelled

    def keep(job: Job) -> None:
        recognising.wait(5)
        kept.append(job.attempt_id)

    jobs.start(JobKind.RECOGNISE, "a", recognise)
    jobs.start(JobKind.RECOGNISE, "b", lambda job: kept.append("b"))
    jobs.start(JobKind.KEEP, "a", keep)
    assert recognising.wait(5)
    jobs.close()
    assert kept == ["a"]
    jobs.start(JobKind.KEEP, "late", lambda job: kept.append("late"))
    assert kept == ["a"]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job-")]


def test_a_cancelled_job_that_waits_is_reported_at_once(jobs: Jobs, listener: FakeListener) -> None:
    free = threading.Event()
    jobs.start(JobKind.RECOGNISE, "a", lambda job: free.wait(5) and None)
    jobs.start(JobKind.RECOGNISE, "b", lambda job: None)
    jobs.cancel(JobKind.RECOGNISE, "b")
    assert listener.states(JobKind.RECOGNISE)[-1] is JobState.CANCELLED
    assert jobs.report(JobKind.RECOGNISE, "b") is None
    free.set()


@pytest.mark.parametrize("before", ["", "another"])
def test_what_was_cancelled_can_be_begun_again_at_once(jobs: Jobs, before: str) -> None:
    """before: another job that runs, so that the cancelled one still waits."""
    free, running, runs = threading.Event(), threading.Event(), []

    def held(job: Job) -> None:
        running.set()
        free.wait(5)
        if job.cancelled():
            raise Cancelled

    if before:
        jobs.start(JobKind.RECOGNISE, before, held)
    jobs.start(JobKind.RECOGNISE, "a", held)
    assert running.wait(5)
    jobs.cancel(JobKind.RECOGNISE, "a")
    jobs.start(JobKind.RECOGNISE, "a", lambda job: runs.append("again"))
    jobs.start(JobKind.RECOGNISE, "a", lambda job: runs.append("twice"))
    free.set()
    assert jobs.wait(JobKind.RECOGNISE, "a", 5)
    assert runs == ["again"]


def test_reports_come_in_their_order_however_slowly_the_first_is_told() -> None:
    told: list[JobState] = []
    done = threading.Event()

    def tell(report: JobReport) -> None:
        if report.state is JobState.QUEUED:
            done.wait(0.2)  # the job would be over long before
        told.append(report.state)
        if report.state is JobState.DONE:
            done.set()

    jobs = Jobs(tell)
    jobs.start(JobKind.MEASURE, "a", lambda job: None)
    assert jobs.wait(JobKind.MEASURE, "a", 5)
    jobs.close()
    assert told == [JobState.QUEUED, JobState.RUNNING, JobState.DONE]


def test_a_listener_that_breaks_does_not_end_the_work(caplog: pytest.LogCaptureFixture) -> None:
    def tell(report: JobReport) -> None:
        if report.attempt_id == "a" and report.state is JobState.RUNNING:
            raise ZeroDivisionError

    jobs, runs = Jobs(tell), []
    with caplog.at_level(logging.ERROR):
        jobs.start(JobKind.MEASURE, "a", lambda job: None)
        jobs.start(JobKind.MEASURE, "b", lambda job: runs.append("b"))
        assert jobs.wait(JobKind.MEASURE, "b", 5)
    jobs.close()
    assert "the listener broke" in caplog.text
    caplog.clear()
    assert runs == ["b"]


def test_who_hears_of_the_end_may_begin_again_at_once(expect_log: Callable[[str], None]) -> None:
    expect_log("failed: Problem")
    runs: list[str] = []
    standing: list[JobReport | None] = []

    def fail(job: Job) -> None:
        raise Problem("The recogniser stopped.")

    def tell(report: JobReport) -> None:
        if report.state is JobState.FAILED:
            standing.append(jobs.report(JobKind.RECOGNISE, "a"))
            jobs.start(JobKind.RECOGNISE, "a", lambda job: runs.append("again"))

    jobs = Jobs(tell)
    jobs.start(JobKind.RECOGNISE, "a", fail)
    assert jobs.wait(JobKind.RECOGNISE, "a", 5)
    jobs.close()
    assert runs == ["again"]
    assert standing == [None]


def test_work_that_does_not_stop_is_waited_for_together(listener: FakeListener) -> None:
    jobs, may_end = Jobs(listener.job_changed), threading.Event()
    stubborn = (JobKind.MEASURE, JobKind.LINE_UP, JobKind.RECOGNISE, JobKind.LOAD)
    for kind in stubborn:
        jobs.start(kind, "a", lambda job: _wait_for(may_end))
    begun = time.monotonic()
    jobs.close(timeout_s=1.0)
    took = time.monotonic() - begun
    may_end.set()
    for kind in stubborn:
        assert jobs.wait(kind, "a", 10)
    assert took < len(stubborn)


def test_why_it_failed_is_known_until_it_is_begun_anew_or_cancelled(
    jobs: Jobs, expect_log: Callable[[str], None]
) -> None:
    expect_log("recognise of attempt a failed")

    def fail(_job: Job) -> None:
        raise Problem("It broke.")

    def work(_job: Job) -> None:
        """Nothing goes wrong."""

    for mend in (lambda: jobs.start(JobKind.RECOGNISE, "a", work), lambda: jobs.cancel(JobKind.RECOGNISE, "a")):
        jobs.start(JobKind.RECOGNISE, "a", fail)
        assert jobs.wait(JobKind.RECOGNISE, "a", 5)
        problem = jobs.failure(JobKind.RECOGNISE, "a")
        assert problem is not None
        assert problem.what == "It broke."
        assert jobs.failure(JobKind.LINE_UP, "a") is None
        mend()
        assert jobs.wait(JobKind.RECOGNISE, "a", 5)
        assert jobs.failure(JobKind.RECOGNISE, "a") is None


def _wait_for(event: threading.Event) -> None:
    assert event.wait(20)
