"""Which kind of minefield a wording describes, for pages and files that do not say. A first reading: the person can change it.

Cues speak for a kind, each with a weight; the kind with most weight behind it is taken. The cues were chosen by hand; their weights
are rounded from a logistic regression on the 929 minefields of the built-in banks, whose kinds are given, on 60 usual wordings of
interview guides, and on other wordings of 639 of the banks' own. Right on these same: banks 92 %, guides all, other wordings as a
guide would print them 79 %, in three or four words 70 %, as somebody would say it 60 %. More is hardly in the words: a regression
on every word, tried on questions it had not seen, gets 93 % of the banks and 80, 74 and 69 % of the other wordings.
"""

from __future__ import annotations

import re

from mockinterview.core.question import MinefieldKind

_COMMISSION, _OMISSION, _MANNER = MinefieldKind.COMMISSION, MinefieldKind.OMISSION, MinefieldKind.MANNER

_BEFOREHAND = {_COMMISSION: 2, _OMISSION: 0, _MANNER: 0}
"""What nothing speaks for is commission."""

_CUES: tuple[tuple[MinefieldKind, int, str], ...] = (
    # Words that are given: only saying them trips it.
    (_COMMISSION, 3, r"""\b(says?|claims?|tells \w+|answers|argues?|admits|insists|declares|begins|would say)\b[^.]{0,30}["“'‘]"""),
    (_COMMISSION, 10, r"""["“‘][^"”’]{12,}["”’]|(?<!\w)'[^"]{12,}'(?!\w)"""),
    # Something that is told or done, in the manner of guides.
    (_COMMISSION, 2,
     r"\b(indicat|admitt|reveal|disclos|divulg|shar|blam|criticis|criticiz|complain|gossip|bad-?mouth|betray|display|exhibit|"
     r"suggest|imply|confess|prais|lying|claim|asserting|maintaining|attributing|presuming|promising|saying|telling|calling|"
     r"naming|describing|accusing|insist|mentioning (?!noth)|speaking (ill|badly)|expressing (frustrat|anger|contempt|resent))"),
    (_COMMISSION, 4,
     r": (?!omit|fail|neglect|leav|lack|overlook|forget|skip|ignor|giving no|showing no|having no|offering no|provid|stopping|"
     r"ending|sound|appear|seem|com|recount|dwell|recit|deliver|becom|speaking|rattl|rambl|drift|linger|rush|hurry|talking|"
     r"answering|narrating|turning|responding|using|apologi|proceeding|confin|concluding|struggl)\w+ing\b"),
    # Something that is left out.
    (_OMISSION, 6,
     r"\b(fail(s|ed|ing|ure)?|neglect(s|ed|ing)?|forget(s|ting)?|forgot\w*|omit(s|ted|ting)?|omission|unable|inability|"
     r"skip(s|ping)?|overlook(s|ing)?|ignor(es|ing))\b"),
    (_OMISSION, 2,
     r"\b(not|never|without|doesn't|does not|don't|can't|cannot) (\w+ly |really |ever |even |once |one )?(be |being )?"
     r"(mention|giv|provid|describ|explain|demonstrat|show|address|discuss|highlight|nam|offer|includ|clear|concrete|specific|"
     r"example|evidence|acknowledg|recogni[sz]|say|ask|tell|hav|learn|know|stat|consider|refer|tak|look|think|find|check|"
     r"connect|understand|prepar|reflect)"),
    (_OMISSION, 6,
     r"\b(lack(s|ing)?|absence|absent|missing|miss(es)? out|leav(es|ing)|left|insufficient|inadequate|vague|generic|too general|"
     r"incomplete|limited|unclear|unknown|unheard|silent|superficial|unsubstantiated|nobody|no one|no-one|nothing|nowhere|"
     r"neither|none)\b"),
    (_OMISSION, 6, r"\b(no|never|without|not a|not one|nor)\b"),
    (_OMISSION, 3, r"\b(not|cannot|only|stops|stays|ends?|ending|alone|just)\b|n't\b"),
    # How it is said.
    (_MANNER, 9,
     r"\b(struggl\w+|difficult\w*|trouble|unable|fail\w*|inab\w+) (to |with |in )?(clearly |effectively )?"
     r"(articulat|express|explain\w* ideas|convey|speak)|\barticulate\b|\bstruggling to (put|find|explain)"),
    (_MANNER, 7,
     r"\b(voice|tone|sounds?|sounding|monoton\w*|mumbl\w*|rambl\w*|hesitat\w*|body language|eye contact|nervous\w*|sarcas\w*|"
     r"arrogan\w*|defensiv\w*|insincer\w*|rattles|recit\w*|drone\w*|laugh\w*|sigh\w*|shrug\w*|giggl\w*|apologi[sz]\w*|jargon|"
     r"demeanou?r|attitude|impatien\w*|brisk\w*|loud\w*|whisper\w*|polished|script|breath\w*|tears|sermon|preach\w*|lectur\w*|"
     r"bored|angry|bitter\w*|smil\w*|grin\w*|smooth\w*|fluent\w*|gush\w*|slogans?|rehears\w*|flat|recount\w*|relish\w*|"
     r"resent\w*|indignan\w*|delivery|narration|pitching|sales patter|verbos\w*|pedant\w*|pompo\w*|condescen\w*|emotional\w*|"
     r"agitat\w*|linger\w*|dwell\w*|impersonal|theatric\w*|swagger\w*|flippan\w*|facetious\w*|humour|jokes?|joking|sorry|"
     r"sorries|coldness|enumerat\w*|self-(pity|congratulat\w+|import\w+|righteous\w*|deprecat\w+|aggrand\w+))\b"),
    (_MANNER, 9,
     r"\b(poor|unclear|weak|ineffective|confus\w+) communicat|\black of (enthusiasm|confidence|interest|energy|passion|"
     r"warmth|sincerity)\b|\b(unprofessional|disorgani[sz]ed|incoherent|negative) (tone|manner|delivery|answer|response)\b"),
    (_MANNER, 6,
     r"\b(appear|seem|look|com)(s|es|ing)? (across )?(as )?(too |overly |over)?\w*"
     r"(unsure|confident|indifferent|disinterested)"),
    (_MANNER, 4,
     r"\b(tells it|telling|speaks|speaking|as though|as if|like an?|sentences?|the listener|still|too|drifts?|circles|loses|thread|"
     r"runs through|goes on|keeps|turns|gets|hurr\w+|rush\w*|through|pleased|themselves|the answer|the panel|off)\b"),
)  # fmt: skip


def classify(wording: str) -> MinefieldKind:
    """The kind of a minefield by its wording, best given as "name: description"."""
    plain = wording.lower().replace("’", "'")
    weights = dict(_BEFOREHAND)
    for kind, weight, pattern in _CUES:
        if re.search(pattern, plain):
            weights[kind] += weight
    return max(weights, key=weights.__getitem__)
