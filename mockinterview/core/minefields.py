"""Which kind of minefield a wording describes, for pages and files that do not say. A first reading: the person can change it.

Cues speak for a kind, each with a weight; the kind with most weight behind it is taken, commission where two are even. The groups
of words and the patterns were chosen by hand, with the banks' minefields and the usual wordings in view; which of them count, the
single words beside them and all weights come from a multinomial logistic regression: L1, no weight below nought, one kind a cue,
the 130 strongest kept, rounded. It was fitted on 3,827 wordings whose kind is given: the banks', other wordings of those, and
those of the questions written for the line-up. Right on questions it was not fitted on (five folds by question), and of each kind:

                                                    right  commission  omission  manner
    banks (929)                                      91 %        98 %      88 %    76 %
    the banks' in other words, as a guide (639)      77 %        96 %      69 %    46 %
    the same in three or four words (639)            70 %        84 %      64 %    48 %
    the same as somebody would say it (639)          66 %        80 %      59 %    45 %
    more items of the banks' questions (240)         86 %        87 %      79 %       -
    other questions, mostly as a guide (680)         95 %        94 %      99 %       -
    usual wordings of guides (61)                    97 %       100 %      95 %    94 %

The guide's register together ("name: description", 1,397): 86 %; commission 94 %, omission 77 %, manner 53 %. Little more is in the
words: a regression on every word, with no limit on cues, gets 76 % where this gets 77 %. What was meant as an omission or a manner
often reads as something said or done ("Task focus: Describing procedures while the person in the bed is forgotten").
"""

from __future__ import annotations

import re
from functools import cache

from mockinterview.core.question import MinefieldKind

_COMMISSION, _OMISSION, _MANNER = MinefieldKind.COMMISSION, MinefieldKind.OMISSION, MinefieldKind.MANNER

_WORDS: dict[str, str] = {
    # Something that is told or done.
    "TOLD": """indicat* admitt* reveal* disclos* divulg* shar* blam* criticis* criticiz* complain* gossip* bad-mouth*
        badmouth* betray* display* exhibit* suggest* imply* confess* prais* lying claim* assert* maintaining attribut*
        presum* promis* saying telling calling naming describing accus* insist* mentioning expressing""",
    "CLAIMED": """:_claim* :_assert* :_maintain* :_insist* :_declar* :_profess* :_deny* :_denial :_denies :_stating
        :_states :_reporting :_announc* :_boast* :_admit* :_confess* :_says :_saying :_argu* :_tells :_telling
        :_describ* :_regard* :_citing :_naming :_promis*""",
    "DONE": """:_disregard* :_dismiss* :_minimis* :_minimiz* :_downplay* :_belittl* :_mock* :_refus* :_reject*
        :_trivialis* :_shrug* :_brush* :_justif* :_excus* :_threat* :_punish* :_conceal* :_hid* :_cover* :_falsif*
        :_fabricat* :_exaggerat* :_overstat* :_invent* :_treat* :_assum* :_believ* :_view* :_seeing :_consider* :_think*
        :_want* :_prefer* :_choos* :_tak* :_mak* :_act* :_allow* :_letting :_accept* :_prioritis* :_plac* :_put*
        :_breaking :_bypass* :_overrid* :_impos* :_demand* :_forc* :_pressur* :_manipulat* :_mislead* :_deceiv*""",
    "WRONG": """behind_backs lie lies lying liar dishonest* deceit deceiv* breach* illegal* unsafe unethical steal* theft
        fraud* bribe* cheat* secret* conceal* threat* blam* fault insult* ridicul* revenge retaliat* discriminat*
        stereotyp* prejudic* favourit* gossip* confidential* credit disregard* dismiss* bully* rude rudeness violat*
        abus* unauthorised unauthorized reckless* shortcut* bypass* overrid*""",
    # Something that is left out.
    "FAIL": """fail fails failed failing failure neglect* forget* forgot* omit* omission omits unable inability skip*
        overlook* ignor*""",
    "LACK": """lack lacks lacking absence absent missing leaves leaving left insufficient inadequate vague vagueness
        generic incomplete limited unclear unknown unheard silent superficial unsubstantiated unsupported generalit*
        generalis* abstract empty""",
    "LEFT_OUT": """:_fail* :_neglect* :_omit* :_forget* :_leaving_out :_leaves_out :_overlook* :_giving_no :_showing_no
        :_having_no :_offering_no :_providing_no :_presenting_no :_lack :_lacking :_lacks :_absence :_no :_not :_never
        :_without :_unable :_inability :_inadequate :_insufficient :_does_not :_cannot :_nothing :_missing :_skipping""",
    "NO_INSTANCE": """no_mention no_example* no_evidence no_detail* no_reference no_specific* no_concrete no_explanation
        no_sign no_figure* no_result* no_outcome no_plan no_word not_one not_a without_any without_a without_an
        without_giving without_naming without_saying without_explaining without_describing without_mention*
        without_stat* without_indicat* any_specific any_concrete any_example*""",
    "NOBODY": "nobody nothing nowhere neither none no-one no_one nor",
    "NO": "no never without",
    "ONLY": "only stops stays ends ending alone just merely solely",
    # How it is said.
    "VOICE": """voice* tone tones sound sounds sounding monoton* mumbl* mutter* body_language eye_contact facial_expression*
        posture gestur* demeano* pace breath* whisper* loud* volume pitch delivery delivers delivered delivering narration
        intonation shout* slur* stammer* stutter* pauses pausing filler* speed speak* pronounc*""",
    "RAMBLE": """rambl* hesitat* recit* drone* droning rattl* script* rehears* memoris* memoriz* polished smooth* fluent*
        glib* verbos* wordy long-winded waffl* meander* digress* wander* disorganis* disorganiz* incoheren* disjointed
        muddl* jumbl* recount* enumerat* catalogue* lectur* preach* sermon* monologue* pedant* pompo* jargon slogan*
        cliché* cliche* buzzword* textbook parrot* wooden robotic mechanical* stilted theatric* dramatis* dramatiz*
        linger* dwell* rush* hurr* brisk* sales_patter pitching""",
    "FEELING": """nervous* sarcas* arrogan* defensiv* insincer* laugh* sigh* shrugs giggl* apolog* attitude impatien* bored
        boredom anger* angry bitter* smil* grin* gush* flat relish* resent* indignan* condescen* patronis* patroniz*
        emotional* agitat* impersonal swagger* flippan* facetious* humour joke* joking sorry sorries cold coldness
        coolness gloat* smug* boast* brag* cynic* irritat* annoy* sneer* contempt* scorn* hostil* aggress* panick*
        fluster* anxious* timid* shy embarrass* sheepish* asham* bashful* plaintive whin* moan* grumbl* weary wearily
        enthusias* unenthusias* disinterest* uninterest* indifferen* detach* glee* pride proudly triumph* lofty
        self-pity* self-congratulat* self-import* self-righteous* self-deprecat* self-aggrand* self-satisf* melodrama*
        outrage* ingratiat* flatter* servil* fawn* sycophan* plead* beg begs begging desperat*""",
    "SEEM": """appear* seem* coming_across comes_across come_across as_though as_if like_a like_an air_of manner""",
    "ARTICULATE": "articulat* communicat* struggl* difficult*",
    "PHRASING": """terminology jargon abbreviation* acronym* initials phrases phrasing wording rhetoric vocabulary idiom*
        formula* slogan* catchphrase* cliché* cliche* superlative* adjective* language swear* slang anecdote* punchline*
        sentences hyperbole metaphor* constructions""",
    "LISTENER": """listener audience the_panel the_interviewer interviewer's hearer hard_to_follow follow thread story
        telling_it tells_it narrative sentence* the_answer answering""",
    "TOO": "too overly over excessive* still drifts circles loses goes_on keeps turns gets off themselves pleased",
}  # fmt: skip
"""Words that say the same, and count once together. `fail*` is a stem, `no_one` a phrase; `:_no` opens the description."""

_PATTERNS: dict[str, str] = {
    "QUOTE": '"',
    "SAYS_QUOTE": r' (says?|claims?|tells \w+|answers|argues?|admits|insists|declares|begins) [^"]{0,30}"',
    "DOING": (
        r" : (?!omit|fail|neglect|leav|lack|overlook|forget|skip|ignor|(giv|show|hav|offer|provid|present|say)ing no|"
        r"providing|presenting|offering|stopping|ending|sound|appear|seem|coming|recount|dwell|recit|deliver|becoming|"
        r"speaking|talking|rattl|rambl|drift|linger|rush|hurry|answering|narrating|turning|responding|using|apologi|"
        r"confin|concluding|struggl|losing|adopting|remaining|avoiding|conveying)[a-z]+ing "
    ),
    "ING": r" : [a-z]+ing ",
    "NOT_TOLD": (
        r" (not|never|without|cannot) (\w+ly |really |ever |even |once |one |being |be )?(mention|giv|provid|describ|"
        r"explain|demonstrat|show|address|discuss|highlight|nam|offer|includ|clear|concrete|specific|example|evidence|"
        r"acknowledg|recogni[sz]|say|ask|tell|hav|learn|know|stat|consider|refer|tak|look|think|find|check|connect|"
        r"understand|prepar|reflect|specif|outlin|detail|identif|illustrat|support|indicat|quantif|back)"
    ),
    "GIVING_NO": (
        r" : (giv|show|hav|offer|provid|present|say|mak|tak|us|ask|allow|set|describ|keep|nam|propos|suppl|stat|receiv|"
        r"report|add)\w* (no|nothing|not|neither|little|hardly|few|only|just|scarcely) "
    ),
    "UNDONE": (
        r" (leav\w+|left|remain\w*|stays?|goes|go) (\S+ ){0,5}(un\w+ed|open|unclear|out|aside|untouched|unsaid|unknown|"
        r"unmet|unseen|unproven) "
    ),
    "NOT_HOW": (
        r" (not|never|without|no|nothing|cannot|fail\w*) (\S+ ){0,3}(how|what|why|who|whom|when|where|which|whether|any|"
        r"single|about) "
    ),
    "HARD_TO_SAY": (
        r" (struggl\w+|difficult\w*|trouble|unable|fail\w*|inab\w+) (to |with |in )?(clearly |effectively )?(articulat|"
        r"express|explain\w* ideas|convey|speak|put|communicat)"
    ),
    "IN_MANNER": (
        r" (in|with) (an? )?(\w+ )?(tone|voice|manner|way|style|language|terms|air|fashion|vein|relish|glee|pride|"
        r"bitterness|irritation|contempt|resentment|indignation|sarcasm|phrases|phrasing|wording|rhetoric) "
    ),
    "NO_LIFE": (
        r" (lack of|little|no|without|insufficient|low|excess of|excessive|needless|overdone) (\w+ )?(enthusiasm|"
        r"confidence|energy|passion|warmth|sincerity|composure|fluency|tact|poise|conviction|animation|pace|detail|"
        r"drama|humour|emotion|jargon) "
    ),
    "POORLY_SAID": (
        r" (poor|unclear|weak|ineffective|confus\w+|unprofessional|disorgani[sz]ed|incoherent|negative|disjointed|"
        r"muddled|bad|hard to|difficult to) (communicat\w*|tone|manner|delivery|answer|response|speech|structure|follow|"
        r"understand|hear|body) "
    ),
}
"""What a list of words cannot say. Both are looked for in the wording as `_plain` leaves it."""

_OF_MANNER = frozenset(
    {"VOICE", "RAMBLE", "FEELING", "SEEM", "ARTICULATE", "PHRASING"}
    | {"HARD_TO_SAY", "IN_MANNER", "NO_LIFE", "POORLY_SAID"}
)
_IN_THE_NAME = ("VOICE", "RAMBLE", "FEELING", "LACK", "FAIL", "NO", "NOBODY", "WRONG")

_BEFOREHAND = {_COMMISSION: 6, _OMISSION: 0, _MANNER: 0}
"""Before any cue speaks. Commission has one more than was fitted: taken for something else, it costs the person most."""

_WEIGHTS: tuple[tuple[MinefieldKind, int, str], ...] = (
    (_COMMISSION, 8, "SAYS_QUOTE because"),
    (_COMMISSION, 7, "QUOTE"),
    (_COMMISSION, 6, "care personal success"),
    (_COMMISSION, 5, "CLAIMED DOING my promi* :_would"),
    (_COMMISSION, 4, "blame* claim* in_order one's patie* :_says"),
    (_COMMISSION, 3, "DONE ING NAME/WRONG WRONG collea* compl* down just order_to super* them :_they"),
    (_COMMISSION, 2, "that they to_be"),
    (_COMMISSION, 1, "TOLD"),
    (_OMISSION, 7, "NAME/LACK NAME/NO :_every*"),
    (_OMISSION, 6, "GIVING_NO LEFT_OUT NAME/FAIL ONLY could_be failure_to improv* :_nobody"),
    (_OMISSION, 5, "NO NOBODY NOT_HOW but failing_to not omitt* omitting stays"),
    (_OMISSION, 4, """LACK NAME/NOBODY NO_INSTANCE absen* could :_failing learn* left measu* never refusal those what with_no"""),
    (_OMISSION, 3, "FAIL UNDONE absence descr* describ* does ever how mention nobody nothing of_it repor*"),
    (_OMISSION, 2, "any anything has menti* no nothi* of_the refus*"),
    (_OMISSION, 1, "NOT_TOLD"),
    (_MANNER, 7, "POORLY_SAID tone"),
    (_MANNER, 6, "ANY/MANNER LISTENER each self-* so_that you"),
    (_MANNER, 5, "NAME/VOICE apolo* becom* language makes while"),
    (_MANNER, 4, "RAMBLE action and_the comes into laugh* names recit* still"),
    (_MANNER, 3, "SEEM TOO VOICE actio* can hear sound* talks telli*"),
    (_MANNER, 2, "FEELING NAME/FEELING NAME/RAMBLE :_a answer like with_a"),
    (_MANNER, 1, "TWO/MANNER about"),
)  # fmt: skip
"""Fitted: each cue found adds its weight to its kind. Capitals name a group above."""


def classify(wording: str) -> MinefieldKind:
    """The kind of a minefield by its wording, best given as "name: description"."""
    name, whole = _plain(wording)
    groups = _groups(name, whole)
    weights = dict(_BEFOREHAND)
    for kind, weight, cues in _WEIGHTS:
        weights[kind] += weight * sum(cue in groups if cue.isupper() else _find(cue) in whole for cue in cues.split())
    return max(weights, key=weights.__getitem__)


def _plain(wording: str) -> tuple[str, str]:
    """The name (none without a description), and " name : description ": words in lower case, spaced to search in."""
    text = wording.lower().replace("’", "'").replace("can't", "cannot").replace("n't", " not")
    name, _, description = text.partition(": ")
    if not description.strip():
        name, description = "", name
    return f" {_spaced(name)} ", f" {_spaced(name)} : {_spaced(description)} ".replace("  ", " ")


def _spaced(text: str) -> str:
    """Only the words, numbers and opening quotation marks."""
    quoted = re.sub(r"(?<!\w)['‘](?=\w)|[“”]", '"', text)
    return " ".join(re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|\d+|\"", quoted))


@cache
def _find(cue: str) -> str:
    """What to look for: a stem starts a word, anything else is whole words."""
    spaced = " " + cue.replace("_", " ")
    return spaced[:-1] if spaced.endswith("*") else spaced + " "


def _groups(name: str, whole: str) -> set[str]:
    """The groups of words and the patterns that are there; whether the name has one, and whether several are of manner."""
    found = {group for group, words in _WORDS.items() if _any(words, whole)}
    found |= {pattern for pattern, regex in _PATTERNS.items() if re.search(regex, whole)}
    manner = len(found & _OF_MANNER)
    found |= {f"NAME/{group}" for group in _IN_THE_NAME if _any(_WORDS[group], name)}
    if manner:
        found.add("ANY/MANNER")
    if manner > 1:
        found.add("TWO/MANNER")
    return found


def _any(words: str, text: str) -> bool:
    return any(_find(word) in text for word in words.split())
