"""Which kind of minefield a wording describes, for pages and files that do not say.

Cues speak for a kind, each with a weight; the kind with most weight behind it is taken, and commission where nothing speaks.
Cues and weights were set by hand on the 929 minefields of the built-in banks, whose kinds are given, and on usual wordings of
guides: of the banks' own 90.4 % come out right (commission 96 %, omission 90 %, manner 76 %).
"""

from __future__ import annotations

import re

from mockinterview.core.question import MinefieldKind

_COMMISSION, _OMISSION, _MANNER = MinefieldKind.COMMISSION, MinefieldKind.OMISSION, MinefieldKind.MANNER

_CUES: tuple[tuple[MinefieldKind, int, str], ...] = (
    # Words that are given: only saying them trips it.
    (_COMMISSION, 4, r"""\b(says?|claims?|tells \w+|answers|argues?|admits|insists|declares|begins|would say)\b[^.]{0,30}["“'‘]"""),
    (_COMMISSION, 2, r"""["“‘][^"”’]{12,}["”’]|(?<!\w)'[^"]{12,}'(?!\w)"""),
    # Something that is told, in the manner of guides.
    (_COMMISSION, 2,
     r"\b(indicat|admitt|reveal|disclos|shar|blam|criticis|criticiz|complain|gossip|brag|bad-?mouth|betray|display|exhibit|suggest|"
     r"imply|confess|prais|lying|claiming|saying|telling|calling|naming|describing|accusing|insist|mentioning (?!noth)|"
     r"speaking (ill|badly)|expressing (frustrat|anger|contempt|resent))"),
    # Something that is left out.
    (_OMISSION, 3,
     r"\b(fail(s|ed|ing|ure)?|neglect(s|ed|ing)?|forget(s|ting)?|omit(s|ted|ting)?|omission|unable|inability|skip(s|ping)?|"
     r"overlook(s|ing)?|ignor(es|ing))\b"),
    (_OMISSION, 3,
     r"\b(not|never|without|doesn't|does not|don't|can't|cannot) (\w+ly |really |ever |even |once |one )?(be |being )?"
     r"(mention|giv|provid|describ|explain|demonstrat|show|address|discuss|highlight|nam|offer|includ|clear|concrete|specific|"
     r"example|evidence|acknowledg|recogni[sz]|say|ask|tell|hav|learn|know|stat|consider|refer|tak|look|think|find|check|"
     r"connect|understand|prepar|reflect)"),
    (_OMISSION, 2,
     r"\b(lack(s|ing)?|absence|absent|missing|miss(es)? out|leav(es|ing)|left|insufficient|inadequate|vague|generic|too general|"
     r"incomplete|limited|unclear|superficial|nobody|no one|no-one|nothing|nowhere|neither|none)\b"),
    (_OMISSION, 2, r"\b(no|never|without|not a|not one|nor)\b"),
    (_OMISSION, 1, r"\b(not|cannot|only|stops|stays|ends?|ending|alone|just)\b|n't\b"),
    # How it is said.
    (_MANNER, 4,
     r"\b(struggl\w+|difficult\w*|trouble|unable|fail\w*|inab\w+) (to |with |in )?(clearly |effectively )?"
     r"(articulat|express|convey|speak)|\barticulate\b"),
    (_MANNER, 4,
     r"\b(voice|tone|sounds?|sounding|monoton\w*|mumbl\w*|rambl\w*|hesitat\w*|body language|eye contact|nervous\w*|sarcas\w*|"
     r"arrogan\w*|defensiv\w*|insincer\w*|rattles|recit\w*|drone\w*|laugh\w*|sigh\w*|shrug\w*|giggl\w*|apologi[sz]\w*|jargon|"
     r"demeanou?r|attitude|impatien\w*|brisk\w*|loud\w*|whisper\w*|polished|script|breath\w*|tears|sermon|preach\w*|lectur\w*|"
     r"bored|angry|bitter\w*|smil\w*|grin\w*|smooth\w*|fluent\w*|gush\w*|slogans?|rehears\w*|flat)\b"),
    (_MANNER, 3,
     r"\b(poor|unclear|weak|ineffective|confus\w+) communicat|\black of (enthusiasm|confidence|interest|energy|passion|empathy|"
     r"warmth|sincerity)\b|\b(unprofessional|disorgani[sz]ed|incoherent|negative) (tone|manner|delivery|answer|response)\b"),
    (_MANNER, 3,
     r"\b(appear|seem|look|com)(s|es|ing)? (across )?(as )?(too |overly |over)?\w*"
     r"(unsure|confident|indifferent|disinterested)"),
    (_MANNER, 2,
     r"\b(tells it|telling|speaks|speaking|as though|as if|like an?|sentences?|the listener|still|too|drifts?|circles|loses|thread|"
     r"runs through|goes on|keeps|turns|gets|hurr\w+|rush\w*|through|pleased|themselves|the answer|the panel|off)\b"),
)  # fmt: skip


def classify(wording: str) -> MinefieldKind:
    """The kind of a minefield by its wording."""
    plain = wording.lower().replace("’", "'")
    weights = dict.fromkeys(MinefieldKind, 0)
    for kind, weight, pattern in _CUES:
        if re.search(pattern, plain):
            weights[kind] += weight
    return max(weights, key=weights.__getitem__)
