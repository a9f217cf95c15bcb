"""What single lines look like: signs of a question, of noise, of somebody telling a story. Tables of wordings, no layout."""

from __future__ import annotations

import re
from functools import lru_cache

from mockinterview.bank.page.words import QUOTES, named, word_count

_I = re.IGNORECASE

LONGEST_QUESTION = 700
"""Characters of a line that may be a question, with the note behind it; and below, of one that may be noise."""
LONGEST_NOISE = 240
_TRAIL = re.compile(r"\s*[>»›|]\s*")

# How interviewers begin when they do not end with a question mark.
_PROMPTS = re.compile(
    r"(?:please |now |so |and |then |ok |okay |first |next )?,? ?(?:"
    r"tell (?:me|us)\b|describe\b|walk (?:me|us) through\b|talk (?:me|us) through\b|talk (?:to (?:me|us) )?about\b"
    r"|give (?:me |us )?(?:an? |some |two |three )?(?:specific |recent |concrete )?(?:examples?|instances?|"
    r"situations?|times?)\b"
    r"|share (?:with us |with me )?(?:an?|your|some|one)\b|share with (?:us|me)\b|explain (?:to me |"
    r"to us )?(?:how|why|what|a|an|the|your)\b"
    r"|name (?:a|an|one|two|three|some)\b|discuss (?:a|an|your)\b|recall (?:a|an)\b|think (?:of|about) a time\b"
    r"|imagine\b|suppose\b|let'?s say\b|say i\b|sell me\b|convince me\b|introduce yourself\b|rate yourself\b"
    r"|outline (?:a|an|your|how)\b|provide (?:me |us )?(?:with )?an example\b|take (?:me|us) through\b|"
    r"help me understand\b"
    r"|beschreiben sie\b|erzählen sie\b|nennen sie\b|schildern sie\b|erklären sie\b|stellen sie sich vor\b"
    r"|parlez[- ](?:moi|nous)\b|décrivez\b|racontez\b|donnez[- ](?:moi|nous)\b|présentez[- ]vous\b|expliquez\b"
    r"|háble(?:me|nos)\b|describa\b|cuénte(?:me|nos)\b|deme un ejemplo\b|explique\b"
    r"|mi parli\b|descriva\b|racconti\b|fale[- ]me\b|descreva\b|conte[- ]me\b|vertel\b|beschrijf\b|"
    r"geef een voorbeeld\b)",
    _I,
)
_STRONG_PROMPTS = re.compile(
    r"(?:please )?(?:tell (?:me|us)\b|describe (?:a|an) (?:time|situation|project|moment|day|occasion)|"
    r"walk (?:me|us) through"
    r"|give (?:me |us )?(?:an? )?(?:specific |recent )?example of (?:a|an|how|when|your)|talk (?:me|us) through"
    r"|share an? (?:time|experience|example)|think of a time)",
    _I,
)
_OPENERS = re.compile(
    r"(?:what|what'?s|how|why|when|where|which|who|whom|whose|can|could|would|will|do|does|did|have|has|are|"
    r"is|were|was|should|if|in|on"
    r"|as|give|at|for|with|was|wie|warum|welche|wann|wer|wo|können|haben|sind|würden|pourquoi|comment|quel|"
    r"quelle|quels|quelles|avez|qu)\b",
    _I,
)
_TRAILING_NOTE = re.compile(r"\s*[(\[]([^()\[\]]{2,200})[)\]]\s*[.]?$")
_ASKING_AT_END = re.compile(r"[?？]['\"”’»)*_\s]*$")

_NOISE = re.compile(
    r"(?:home\s*[>»/|›].*|skip to (?:main )?content|menu|search(?:\.\.\.|…)?|log ?in|sign ?(?:in|up)(?: .{0,30})?|"
    r"subscribe.{0,60}|newsletter|advertisement|sponsored"
    r"|table of contents|contents|on this page|back to top|jump to .{0,30}|read more.{0,40}|show (?:more|"
    r"less)|load more|see (?:more|all)|view all"
    r"|share(?: (?:this|on|via)\b.{0,60})?|tweet|pin it|print|copy link|like|save|facebook|twitter|linkedin|"
    r"whatsapp|email|instagram|youtube"
    r"|(?:previous|next|prev)(?: (?:post|page|article|chapter|lesson))?(?:\s*[:>»←→].{0,80})?|[←→«»<>]+.{0,60}"
    r"|\d+ comments?|leave a (?:reply|comment).{0,30}|your email address will not be published.*|reply|report|"
    r"was this (?:page|article) helpful.*"
    r"|(?:posted|published|updated|last updated|last modified|written|reviewed|edited)(?: on| by)?[: ].{0,80}|"
    r"by [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}"
    r"|.{0,60}\b\d{1,3}[- ]?min(?:ute)?s? read\b.{0,20}|(?:page )?\d+ (?:of|/) \d+|page \d+|[-–—]? ?\d{1,4} ?[-–—]?"
    r"|.{0,60}\b(?:cookies?|cookie policy|privacy policy|terms of (?:use|service))\b.{0,160}|accept(?: all)?|"
    r"decline|(?:©|\(c\)|copyright).*|all rights reserved.*"
    r"|https?://\S+|www\.\S+|(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)(?: ?[ap]m)?|edit this page.*|"
    r"download (?:as )?pdf|[^\w\s]+)",
    _I,
)

FIRST_PERSON = re.compile(
    r"\b(?:i|i'm|i've|i'd|my|me|myself|we|our|ich|mein|meine[rnm]?|wir|je|j'ai|mon|ma|mes|nous|yo|mi|mis)\b", _I
)
IMPERATIVE = re.compile(
    r"(?:do|use|choose|demonstrate|show|share|emphasi[sz]e|highlight|focus|discuss|describe|explain|begin|"
    r"start|prepare|look|leave|keep|give|make|know"
    r"|observe|add|be|avoid|don'?t|never|always|say|tell|name|mention|talk|stop|practi[sc]e|think|ask|write|"
    r"read|bring|include|connect|define|acknowledge"
    r"|provide|quantify|tailor|frame|stay|take|try|set|pick|find|state|mind|listen|speak|own|admit|link|end|"
    r"close|open|outline|instead|front-?load|elide"
    r"|proactively|structure|balance|turn|consider|ensure|reflect|review|research|remember|get|learn|let|"
    r"offer|present|refer|relate|walk|follow|rehearse"
    r"|clarify|articulate|convey|illustrate|identify|address|express|maintain|build|align|position|lead|craft|"
    r"anticipate|summari[sz]e)\b",
    _I,
)
NEGATIVE = re.compile(
    r"(?:don'?t\b|do not\b|never\b|avoid\b|avoiding\b|no need to\b|not\b|stop \w+ing\b|refrain\b|resist\b|"
    r"nie\b|vermeiden\b|évitez\b|ne \w+ pas\b|no \w+e\b)",
    _I,
)
MOTIVE = re.compile(
    r"(?:the |an |most |many |some )?(?:interviewers?|employers?|hiring managers?|recruiters?|they|companies|"
    r"panels?) (?:\w+ )?(?:wants?|asks?|use|uses|needs?"
    r"|are (?:looking|trying|hoping|checking|testing)|is (?:looking|trying|hoping|checking|testing)|looks?|"
    r"hopes?|likes? to)\b"
    r"|(?:with )?this (?:question|is a question|one)\b.{0,40}\b(?:tests?|assess(?:es)?|asks?|aims?|designed|"
    r"helps?|shows?|reveals?|gauges?|checks?|about)\b",
    _I,
)


# What readers of such pages ask, and not interviewers.
_READERS = re.compile(
    r"\b(?:should|do|can|would|must|may|could|will|did) i\b|\bmy (?:cv|resume|answers?)\b"
    r"|^(?:how|what|why|when|who|where|is|are|does|do|can)\b(?!.*\byou\b).*\b(?:interviews?|interviewers?|"
    r"candidates?|scores?|scoring|rubrics?|recruiters?)\b",
    _I,
)
_CRITERION = re.compile(
    r"(?:am|are|is|do|does|did|was|were|has|have|had|can|could|will|would|how (?:well|fast|clearly|much|often|"
    r"far)|what drives)\b",
    _I,
)


@lru_cache(maxsize=20_000)
def asks(text: str) -> int:
    """How much a line looks like something an interviewer says: 0 not, 1 perhaps, 2 likely, 3 surely."""
    if len(text) > LONGEST_QUESTION:
        return 0
    bare = _TRAILING_NOTE.sub("", text).strip(QUOTES + " \t*_\\")
    if not 6 <= len(bare) <= 450 or bare.endswith(":") or _READERS.search(bare):
        return 0
    ends = bool(_ASKING_AT_END.search(bare))
    if _STRONG_PROMPTS.match(bare):
        return 3
    if _PROMPTS.match(bare):
        return 3 if ends else 2
    name, rest = named(bare)
    if name and not _OPENERS.match(name) and not _PROMPTS.match(rest):
        return 1 if _CRITERION.match(rest) else 2 if ends and ":" in bare else 1 if ends else 0
    if ends:
        last = re.split(r"(?<=[.!?:;])\s+", bare)[-1]
        return 3 if _OPENERS.match(bare) or _OPENERS.match(last) or bare.startswith("¿") else 2
    return 0


def is_noise(text: str) -> bool:
    """Navigation, share buttons, cookie lines, dates, page numbers."""
    if len(text) > LONGEST_NOISE:
        return False
    if _NOISE.fullmatch(text.strip()):
        return True
    trail = _TRAIL.split(text)
    return (
        len(trail) >= (2 if ">" in text or "›" in text else 3)
        and "?" not in text
        and all(word_count(one) <= 4 for one in trail)
    )


def note_of(text: str) -> tuple[str, str]:
    """A question and the note in brackets behind it, ("…", "") if there is none."""
    found = _TRAILING_NOTE.search(text) if len(text) <= LONGEST_QUESTION else None
    return (text[: found.start()].rstrip(), found.group(1)) if found else (text, "")


def tells(text: str) -> bool:
    """Whether somebody speaks of themselves: an answer, not advice about one."""
    words = word_count(text)
    return words > 0 and len(FIRST_PERSON.findall(text)) * 25 >= words
