"""Background work in which a take begins before `start` returns, so that a test may go on speaking at once."""

from __future__ import annotations

from collections.abc import Callable

from mockinterview.flow.jobs import Job, JobKind, Jobs


class PromptJobs(Jobs):
    """The real jobs, but while `prompt` is set, `start` waits until a take has begun, or could not begin."""

    prompt = True

    def start(self, kind: JobKind, attempt_id: str, work: Callable[[Job], None], *, each: bool = False) -> None:
        super().start(kind, attempt_id, work, each=each)
        if kind is JobKind.BEGIN and self.prompt:
            self.wait(kind, attempt_id)
