"""How lines begin that say what they are: `Question 3: …`, `Mistake 1: …`, `Competency: …`, `Theme: … Role: …`."""

from __future__ import annotations

import re

PREFIX = re.compile(
    r"(?:q|question|interview question|interviewer|frage|pregunta|domanda|"
    r"prompt)\s*#?\s*\d{0,3}\s*[:.)–—-]\s*(?P<sure>\S.*)"
    r"|(?:example|scenario|sample|case|story|beispiel|exemple|ejemplo)\s*#?\s*\d{0,3}\s*[:.)–—-]\s*(?P<perhaps>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
GENERAL = re.compile(
    r"\b(?:general|overall|final|behaviou?ral interviews?|interview (?:mistakes|tips|preparation)|(?:the|your|"
    r"an|any|every) interview"
    r"|every answer|all (?:questions|answers)|preparation tips|common (?:\w+ )+interview mistakes)\b",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"^(?:theme|role|function|position|job|category|topic|department|level|difficulty)\s*:\s*\S",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"(?:mistake|error|pitfall|trap|red flag|minefield|blunder|tip|rule|point|sin|reason|strategy|do|don'?t|fehler|tipp|erreur)"
    r" ?#?\d{1,2} ?[:.)–—-] ?(?P<name>\S.*)",
    re.IGNORECASE,
)
TOPIC = re.compile(
    r"(?:competency|competence|skill|theme|topic|category|area|value|section|dimension|trait|quality|"
    r"principle|kompetenz|compétence|tema)"
    r"(?: (?:\d{1,2}|[A-Z]))?\s*[:–—-]\s*(?P<name>\S.{1,80})",
    re.IGNORECASE,
)
ABOUT_LINE = re.compile(
    r"^(?:interview questions? for .{2,60}:.*|.{2,60} (?:job )?interview questions?(?: (?:and|&) answers)?)$",
    re.IGNORECASE,
)
