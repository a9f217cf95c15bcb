"""The table of headings: wordings, each with the kind of section that follows and how surely it does.

To teach the program a new heading, add a row. Patterns are searched in the heading in small letters, without numbering, quotes and
closing colon. Weight 1: only set apart from the lines around it; 2: as a heading; 3: also as a label before a text.
"""

from __future__ import annotations

from enum import Enum

from mockinterview.core.question import Level


class Kind(Enum):
    """What a section of a page holds."""

    QUESTIONS = "questions"
    SAMPLE = "sample"
    WHY = "why"
    COMPETENCY = "competency"
    KEY_POINT = "key point"
    MOTIVATION = "motivation"
    MINEFIELD = "minefield"
    DO_AND_DONT = "do and don't"
    TIPS = "tips"
    RELATED = "related"
    FOLLOW_UP = "follow-up"
    RATING = "rating"
    OTHER = "other"
    """Matter of the page that is no part of any question: resources, homework, questions to the interviewer."""
    UNKNOWN = "unknown"


LIST_KINDS = {
    Kind.COMPETENCY, Kind.KEY_POINT, Kind.MOTIVATION, Kind.MINEFIELD, Kind.DO_AND_DONT, Kind.TIPS, Kind.WHY,
    Kind.RELATED, Kind.FOLLOW_UP,
}  # fmt: skip


_WHO = (
    r"(?:the |an |your |our |most |many |top )?(?:interviewers?|employers?|hiring (?:managers?|teams?|panels?)|"
    r"recruiters?|assessors?|panels?|companies|managers?|they|we|you|i|it)"
)
_LOOK = (
    r"(?:looking|look|looks|listen|listens|listening|watch|watching|hop(?:e|es|ing)|search|searching|checking|"
    r"check|want|wants|assess\w*|evaluat\w*|measur\w*|test\w*|judg\w*|seek\w*|expect\w*|valu\w*|score|scoring|"
    r"hir\w+)"
)

# (kind, weight, wording)
HEADINGS: tuple[tuple[Kind, int, str], ...] = (
    # ---- questions
    (Kind.QUESTIONS, 2,
        r"\b(?:example|sample|common|typical|frequent|frequently asked|possible|suggested|practice|opening|"
        r"closing|core|key|main|behaviou?ral|situational|technical|general|competency|screening|warm[- ]?up|more|"
        r"additional|standard|popular|\w+ing|\w+ity)(?: \w+){0,3} questions?\b(?! to ask)"),
    (Kind.QUESTIONS, 2, r"^(?:[\w-]+ ){0,4}interview questions? (?:for|at|with)\b"),
    (Kind.QUESTIONS, 1, r"\b(?:interview )?questions(?: and (?:\w+ )?(?:answers|responses))?$"),
    (Kind.QUESTIONS, 2,
        r"^questions?(?: \w+){0,5}$|^questions (?:you (?:may|might|will|could) be asked|to expect|they (?:may|"
        r"might) ask)|^fragen$|^questions? (?:posées|fréquentes)|^preguntas\b|^domande\b|^häufige fragen|^vragen$|"
        r"^perguntas\b"),
    (Kind.QUESTIONS, 2,
        r"\bquestions? to (?:ask|put to) (?:the |your )?(?:candidates?|applicants?|interviewees?)|^what to ask$|"
        r"^(?:interview )?prompts?$"),
    # ---- answers
    (Kind.SAMPLE, 3,
        r"\b(?:sample|example|model|possible|suggested|strong|weak|good|bad|better|best|poor|great|excellent|"
        r"exceptional|solid|basic|average|mediocre|ideal|effective|ineffective|perfect|winning|star|okay|ok|"
        r"outstanding|full|short|long|real|specimen|stronger|weaker|improved|polished|mid-level|entry-level|"
        r"senior|junior)(?:[- ]level)? (?:star )?(?:interview )?(?:answers?|responses?|repl(?:y|ies)|examples?)\b"),
    (Kind.SAMPLE, 2,
        r"^(?:an? |the |your )?(?:more |most )?(?:solid|exceptional|basic|better|strong|weak|good|bad|great|"
        r"excellent)(?: star)? (?:answer|example|response|reply|version|story)\b|^(?:answers?|responses?|reply|"
        r"example|examples|story|the story)\b(?: \d+)?(?: \(.*\))?$|^the story\b"),
    (Kind.SAMPLE, 3,
        r"^(?:answer|response|candidate|interviewee|applicant|a|ans|sample|you)$|^(?:answer|example|sample|"
        r"response) \d+$|^(?:you (?:could|might|can) (?:say|answer)|how you might answer|try (?:saying|this)|"
        r"in your own words|for example|e\.?g\.?)$"),
    (Kind.SAMPLE, 2,
        r"\b(?:example|sample|model) (?:star |behaviou?ral )?(?:answers?|responses?|stor(?:y|ies)|scripts?)\b|"
        r"\bhow (?:a|an) \w+ candidate (?:would|might|could) answer\b"),
    (Kind.SAMPLE, 3,
        r"^(?:muster|beispiel)antwort(?:en)?$|^(?:gute|schlechte|starke|schwache) antwort$|"
        r"^exemple(?:s)? de (?:bonne |mauvaise )?réponse|^(?:bonne|mauvaise) réponse$|^réponse(?:s)?(?: type|"
        r" possible)?$|^ejemplos? de respuesta|^(?:buena|mala) respuesta$|^respuesta(?: modelo)?$|"
        r"^(?:esempio di )?risposta$|^exemplo de resposta$|^resposta$|^voorbeeldantwoord$"),
    # ---- why an answer is good
    (Kind.WHY, 3,
        r"^why (?:this|it|that|the)\b.{0,40}\b(?:works?|worked|good|strong|weak|solid|exceptional|better|best|bad|"
        r"poor|effective|answer|great|fails?|stands out)\b|^why (?:is )?(?:it|this)(?: is)? (?:a )?(?:weak|strong|"
        r"good|bad|better)\b"),
    (Kind.WHY, 3,
        r"\bwhat (?:the )?(?:interviewee|candidate|applicant|speaker|answer|they|he|she) (?:did|does|got|gets|"
        r"do) (?:right|well|wrong|badly)\b|^what (?:works|worked|went well|makes (?:this|it)\b.*)$|^(?:analysis|"
        r"feedback|commentary|breakdown|evaluation|verdict|critique|takeaways?|explanation|"
        r"rationale)(?: of .{0,30})?$|^why$|^warum (?:das|diese antwort) .*|^pourquoi (?:cette réponse|ça).*|"
        r"^por qué funciona$"),
    # ---- what is listened for
    (Kind.COMPETENCY, 3,
        rf"\bwhat {_WHO}(?:'re| are| is|'s| really| actually| usually)* (?:really |actually )?{_LOOK}\b|"
        rf"^(?:things )?(?:to )?(?:look(?:ing)? (?:for|out for)|listen(?:ing)? for|what to (?:look|listen|"
        rf"watch)(?: out)? for|what to measure|what to assess|what to evaluate|what good looks like)"),
    (Kind.COMPETENCY, 3,
        r"^(?:(?:this |all |it |question )?(?:evaluat|assess|test|measur|target)(?:es|e|ed|ing|s)?|"
        r"competenc(?:y|ies)(?: \w+)?|skills?(?: (?:assessed|tested|evaluated|measured|needed|required|"
        r"demonstrated))?|signals?|criteria|traits?|qualities|attributes?|dimensions?|what it (?:tests|assesses|"
        r"evaluates|measures|shows)|purpose)$"),
    (Kind.COMPETENCY, 2,
        r"\b(?:positive|good|strong|basic|advanced|green|key|core|hiring|hire|strength|desired|behaviou?ral|"
        r"technical)(?: \w+){0,3} (?:signals?|indicators?|signs?|behaviou?rs?|evidence|traits?)\b|"
        r"\bgreen flags?\b|\b\w+ signals$|^signals?\b|\bevidence of\b|\bsigns? of a (?:good|strong)\b"),
    (Kind.COMPETENCY, 2,
        r"\b(?:competenc(?:y|ies)|criteria|attributes|qualities|traits|skills|values|areas|dimensions|aspects|"
        r"pillars|capabilities|behaviou?rs)\b.{0,40}\b(?:assess|evaluat|test|measur|judg|score|look|examin|"
        r"consider|rat(?:ed|ing)|valu|demonstrat)\w*"),
    (Kind.COMPETENCY, 2,
        r"\b(?:assess\w*|evaluat\w*|test(?:s|ing|ed)?|measur\w*|judg\w*|scor\w*|look(?:s|ing)? (?:for|at)|"
        r"examin\w*|rat(?:es?|ed|ing))\b.{0,60}\b(?:competenc(?:y|ies)|criteria|attributes|qualities|traits|"
        r"skills|values|areas|dimensions|aspects|pillars|capabilities|following)\b|"
        r"\bsplit\b.{0,30}\binto \S+ dimensions\b"),
    (Kind.COMPETENCY, 2,
        r"^(?:key |core |required |essential )?(?:competencies|skills|criteria|attributes|qualities|traits|"
        r"strengths)(?: (?:assessed|to demonstrate|to show|we look for))?$|^(?:assessment|evaluation|scoring|"
        r"hiring|selection) criteria$|^what (?:a )?(?:good|great|strong) (?:candidates?|answers?) (?:shows?|"
        r"demonstrates?|looks? like)"),
    (Kind.COMPETENCY, 2,
        r"^(?:bewertungs|beurteilungs)kriterien$|^(?:worauf|was) .{0,40}\b(?:achten|achtet|hören|suchen|wollen|"
        r"erwarten|bewerten)\b.{0,20}$|^kompetenzen$|^ce que .{0,40}\b(?:recherche|évalue|cherche|veut|attend|"
        r"attendent|recherchent|évaluent)\w*\b.{0,20}$|^compétences(?: évaluées)?$|^critères(?: d'évaluation)?$|"
        r"^qué (?:evalúan?|buscan?|valoran?)\b.{0,40}$|^lo que (?:evalúa|busca)n?\b.{0,40}$|"
        r"^competencias(?: evaluadas)?$|^(?:cosa|che cosa) (?:cercano|valutano)\b.*$|^o que (?:avaliam|"
        r"procuram)\b.*$|^waar .{0,30} op letten$"),
    (Kind.COMPETENCY, 2,
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|following|these) (?:key |core |main |broad |"
        r"basic )?(?:competencies|dimensions|areas|qualities|pillars|traits|criteria|skills|values|attributes|"
        r"capabilities|behaviou?rs|signals)$"),
    # ---- why it is asked
    (Kind.MOTIVATION, 3,
        rf"\bwhy {_WHO} (?:ask|asks|asked|are asking|might ask|want to know)\b|^why (?:is )?(?:this|"
        rf"it)(?: question)?(?: is)?(?: being)? asked|\bwhat {_WHO}(?:'re| are| is|'s)? (?:really |actually |"
        rf"truly )?(?:asking|want(?:s|ing)? to (?:know|find out|learn|hear about)|trying to (?:find out|learn|know|"
        rf"understand|figure out)|(?:wants?|really wants?) to know)\b"),
    (Kind.MOTIVATION, 3,
        r"\b(?:underlying|hidden|real|true) (?:motivations?|motives?|reasons?|meanings?|questions?|"
        r"intent(?:ions?)?)\b|^(?:motivations?|intent(?:ions?)?|the intent|motive|reason|why ask|"
        r"(?:the )?(?:intent|purpose|reason|motive|point|goal) (?:of|behind|for) (?:this|the|it)(?: question)?|"
        r"behind the question|what'?s behind (?:it|the question|this)|hintergrund|absicht|"
        r"warum (?:wird )?(?:diese|die) frage.*|pourquoi cette question.*|por qué (?:lo )?preguntan.*)$"),
    # ---- what to say
    (Kind.KEY_POINT, 3,
        r"^(?:do|do'?s|dos|do this|do say|say|say this|mention|include|emphasi[sz]e|highlight|(?:key |main |"
        r"talking )?points|say this instead|do this instead|instead|do instead|(?:must|should|things to|"
        r"what to) (?:say|do|include|cover|mention|highlight|emphasi[sz]e|show|demonstrate|"
        r"talk about)(?: .{0,30})?)$"),
    (Kind.KEY_POINT, 3,
        r"\b(?:key|main|talking|bullet) points\b|\b(?:a |your )?(?:good|strong|great|ideal|excellent|effective|"
        r"winning|successful|complete|best) (?:answers?|responses?|candidates?|example) (?:\w+ )?(?:includes?|"
        r"covers?|contains?|should|will|would|mentions?|might|might include|do(?:es)?|has|have)\b|"
        r"\bpoints to (?:cover|mention|make|include|hit)\b|\bwhat (?:a )?(?:good|strong|great) (?:answers?|"
        r"responses?) (?:includes?|covers?|contains?|ha(?:s|ve))\b"),
    (Kind.KEY_POINT, 2,
        r"\bhow (?:to|you (?:should|can|could|might)|should you|do you|best to) (?:answer|respond|reply|approach|"
        r"tackle|structure|handle|frame|talk|address|phrase)\b|\b(?:framework|structure|outline|strategy|"
        r"strategies|approach|formula|template|guide|blueprint|plan|checklist) (?:for|to|of) (?:your |the |"
        r"an? )?(?:answer|respons|repl|answering|responding|stor)\w*\b|\b(?:answer|response)s? (?:structure|"
        r"framework|strategy|strategies|outline|approach|formula|guidelines?|checklist)\b"),
    (Kind.KEY_POINT, 2,
        r"\bensure (?:that )?you\b|\bmake sure (?:that )?(?:you|your answer)\b|\byour answer should\b|"
        r"\b(?:you should|remember to|be sure to|try to) (?:demonstrate|show|mention|include|cover|emphasi[sz]e|"
        r"highlight|convey)\b|^(?:defensive |winning |effective |key |best )?(?:strategies|practices|techniques|"
        r"approaches)$|^best practices\b|^what works$"),
    (Kind.KEY_POINT, 1, r"\b(?:strateg(?:y|ies)|consider(?:ations)|guidelines|principles|approach)\b"),
    (Kind.KEY_POINT, 2,
        r"^(?:wichtige punkte|das sollten sie sagen|so antworten sie.*|points clés|ce qu'il faut dire|"
        r"comment répondre.*|puntos clave|qué decir|cómo responder.*|punti chiave|come rispondere.*|"
        r"pontos[- ]chave|como responder.*)$"),
    # ---- traps
    (Kind.MINEFIELD, 3,
        r"\b(?:red flags?|minefields?|pitfalls?|mistakes?|warning signs?|traps?|blunders?|deal[- ]?breakers?|"
        r"warning flags?|no-nos?|faux pas|errors)\b"),
    (Kind.MINEFIELD, 3,
        r"^(?:don'?ts?|do not|don'?t (?:do|say)(?: this)?|avoid|avoid (?:this|saying|doing|these)|never(?: say)?|"
        r"what (?:not to|to avoid|you should(?: not|n'?t)|should you not|shouldn'?t you)\b.*|(?:things|what|"
        r"phrases|topics|words|behaviou?rs|answers) (?:not to|to avoid|you should (?:avoid|never|not))\b.*|"
        r"how not to\b.*|(?:poor|weak|bad) (?:answers?|responses?|candidates?) (?:\w+ )?(?:include|will|would|"
        r"might|may|do|show)\b.*|listen out for|watch out(?: for)?|beware(?: of)?|caution|warnings?|concerns?|"
        r"stay away from|steer clear of)$"),
    (Kind.MINEFIELD, 2,
        r"\b(?:negative|bad|weak|poor|concerning|no[- ]hire|warning)(?: \w+){0,2} (?:signals?|indicators?|signs?|"
        r"behaviou?rs?|evidence|traits?)\b|\bproblematic\b|\bwhat (?:goes|can go) wrong\b|"
        r"\bwhat (?:worries|concerns|bothers|puts off)\b|"
        r"\b(?:common )?(?:weaknesses|errors|failings) (?:in|of)\b|\bthings to avoid\b|\bto avoid\b|"
        r"\bnot to (?:say|do)\b"),
    (Kind.MINEFIELD, 3,
        r"^(?:(?:häufige|typische|die häufigsten) fehler.*|fehler|warnsignale|das sollten sie (?:nicht sagen|"
        r"vermeiden)|no-gos?|erreurs(?: (?:à éviter|fréquentes|courantes))?|pièges(?: à éviter)?|"
        r"ce qu'il (?:ne faut pas|faut éviter).*|à éviter|errores(?: (?:comunes|frecuentes|que evitar|a evitar))?|"
        r"qué (?:evitar|no decir)|señales de alerta|errori(?: (?:comuni|da evitare))?|erros(?: (?:comuns|"
        r"a evitar))?|veelgemaakte fouten|valkuilen)$"),
    (Kind.DO_AND_DONT, 3, r"\bdo'?s?\b ?(?:and|&|/|or|vs\.?) ?(?:the )?don'?t'?s?\b"),
    # ---- getting ready
    (Kind.TIPS, 3,
        r"^(?:(?:pro|quick|bonus|expert|final|general|more|extra|our|top|key|interview|insider|hot) ?)*(?:tips?|"
        r"advice|hints?|pointers|suggestions)(?: (?:for|on|to|from) .{0,60})?$|^(?:pro|quick|expert|bonus|"
        r"insider)[- ]tip\b.*$"),
    (Kind.TIPS, 2,
        r"\bhow to (?:prepare|get ready|practi[sc]e|rehearse)\b|\btips\b|\badvice\b|^(?:before|during|after|"
        r"on the day of) (?:the|your|an) interview$|^(?:how to )?prepar(?:e|ing|ation)(?: for (?:this|the|your|"
        r"an?) .{0,40})?$|\bpreparation (?:tips|advice|checklist|steps)\b|\bto prepare\b.{0,30}$|"
        r"^be prepared\b.{0,40}$"),
    (Kind.TIPS, 2,
        r"^(?:tipps(?: .{0,40})?|vorbereitung|so bereiten sie sich vor.*|conseils(?: .{0,40})?|"
        r"comment se préparer.*|consejos(?: .{0,40})?|cómo prepararse.*|consigli(?: .{0,40})?|dicas(?: .{0,40})?)$"),
    # ---- other questions
    (Kind.RELATED, 3,
        r"^(?:related|similar|further|other)(?: \w+){0,3} questions?\b|^more questions (?:for|about|like)\b|"
        r"\b(?:alternative|variations?|alternate|other) (?:wordings?|phrasings?|versions?|ways)\b.*|"
        r"^variations?(?: of .{0,30})?$|^also asked as|^people also ask|\b(?:related|similar) questions\b|"
        r"^variations? on this\b.*|^ähnliche fragen$|^questions (?:similaires|liées)$|^preguntas (?:similares|"
        r"relacionadas)$"),
    (Kind.FOLLOW_UP, 3,
        r"^(?:possible |potential |likely |optional |sample |example |good )?(?:follow[- ]?ups?|prob(?:es?|ing)|"
        r"dig deeper|deeper|probing questions|deep[- ]?dives?)(?: (?:questions?|prompts?))?(?: .{0,30})?$|"
        r"\bfollow[- ]?up questions?\b|^(?:anschlussfragen|nachfragen|questions de suivi|preguntas de seguimiento|"
        r"relances)$"),
    # ---- scales
    (Kind.RATING, 2,
        r"\b(?:scoring|score|grading|rating)(?: \w+)?(?: matrix| sheet| scale| bands?| guide| rubric)?$|"
        r"^(?:rating|score|grade|bands?|level)s?$|^rubric$"),
    # ---- no part of any question
    (Kind.OTHER, 3,
        r"\bquestions? (?:for|to ask|to put to|you (?:can|could|should|might|may|want to) ask|"
        r"worth asking)(?: (?:the|your|an|our|a))? (?:interviewers?|employers?|us|company|hiring managers?|"
        r"recruiters?|panel|them)$|\bquestions? (?:to ask|you (?:can|could|should|might|may) ask)(?: (?:at|in|"
        r"during) .{0,30})?$|^(?:your|reverse) questions\b|^(?:fragen an|questions à poser|preguntas (?:para|"
        r"al)) .*"),
    (Kind.OTHER, 2,
        r"^(?:further |additional |additonal |more |other |useful |helpful )?(?:resources?|references?|reading|"
        r"links?|sources?|bibliography|materials?|related (?:articles?|posts?|pages?|reading|"
        r"jobs?))(?: .{0,20})?$|^(?:see also|about (?:us|the author|this (?:page|guide|article))|contact|credits|"
        r"licen[cs]e|acknowledge?ments|comments?|next steps?|faqs?|glossary|share|tags?|categories|popular posts?|"
        r"recent posts?|you (?:may|might) also like|up next|keep reading|quellen|weiterführende links|ressources|"
        r"recursos)$"),
    (Kind.OTHER, 2,
        r"\b(?:homework|exercises?|activit(?:y|ies)|assignments?|worksheets?|workshop|quiz|self[- ](?:assessment|"
        r"evaluation|check|reflection|test)|time estimates?|schedule|agenda|timeline|timetable|"
        r"learning (?:objectives?|outcomes?|goals?)|objectives|prerequisites|logistics|presentation requirements?|"
        r"independent practice|instructions|template)\b|^(?:introduction|overview|background|summary|conclusion|"
        r"wrap[- ]?up|closing|final thoughts?|key takeaways?|opening|intro|format|process|the process|"
        r"structure of the interview|definition)$"),
    (Kind.OTHER, 2,
        r"\b(?:star|soar|car|acr|par|soara|caar)\b.{0,25}\b(?:method|framework|technique|format|approach|model|"
        r"guide|formula|acronym|principle|timing)\b|\bwhat is (?:the )?(?:star|a behaviou?ral interview)\b|"
        r"\bstar method\b"),
)  # fmt: skip

# Words in the heading of an answer -> how good it is meant to be. The first that fits.
LEVELS: tuple[tuple[Level, str], ...] = (
    (Level.EXCEPTIONAL,
        r"\b(?:exceptional|excellent|best|outstanding|perfect|ideal|great|star|winning|senior|staff|expert|"
        r"advanced|a\+)\b"),
    (Level.BASIC,
        r"\b(?:basic|weak|weaker|poor|bad|average|mediocre|ineffective|ok|okay|junior|entry-level|before|"
        r"schlechte|schwache|mauvaise|mala)\b"),
    (Level.SOLID,
        r"\b(?:solid|strong|stronger|good|better|effective|model|improved|polished|mid-level|after|gute|starke|"
        r"bonne|buena)\b"),
)  # fmt: skip
