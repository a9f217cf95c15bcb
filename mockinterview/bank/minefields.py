"""Which kind of minefield a wording describes, for files that do not say. A first reading only."""

from __future__ import annotations

import re

from mockinterview.core.question import MinefieldKind

# In the order they are tried.
_RULES: tuple[tuple[MinefieldKind, str], ...] = (
    (MinefieldKind.MANNER, r"struggl\w+ (to|with) (articulat|express|explain|communicat|find)"),
    (MinefieldKind.MANNER, r"\b(appear|seem|sound|look|com)(s|es|ing)? (across )?(as )?(too |overly |over)?\w*"
     r"(nervous|bored|arrogant|defensive|rehearsed|insincere|unsure|confident|hesitant|indifferent|angry|bitter)"),
    (MinefieldKind.MANNER, r"\b(rambl|mumbl|monoton|hesitat|defensive|arrogan|insincer|body language|eye contact|tone of voice)"),
    (MinefieldKind.MANNER, r"\b(poor|unclear|weak) communication\b|\black of (enthusiasm|confidence|interest|energy|passion)\b"),
    (MinefieldKind.OMISSION, r"\b(fail(s|ed|ing|ure)?|neglect(s|ed|ing)?|forget(s|ting)?|omit(s|ted|ting)?|unable|inability) "
     r"(to )?\w+"),
    (MinefieldKind.OMISSION, r"\b(not|never|without|no) (mention|giv|provid|describ|explain|demonstrat|show|address|discuss|"
     r"highlight|nam|offer|includ|clear|concrete|specific|example|evidence|acknowledg|recogni[sz])"),
    (MinefieldKind.OMISSION, r"\b(lack(s|ing)?( of)?|absence of|missing|leav(es|ing) out|insufficient|inadequate|vague|too general|"
     r"generic)\b"),
)  # fmt: skip


def classify(wording: str) -> MinefieldKind:
    """The kind of a minefield by its wording; commission unless something speaks for another."""
    lowered = wording.lower()
    for kind, pattern in _RULES:
        if re.search(pattern, lowered):
            return kind
    return MinefieldKind.COMMISSION
