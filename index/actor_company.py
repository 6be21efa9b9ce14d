"""Who acts beside the subject, against it, or instead of it in a passive."""

import re

from index.actor_lexicon import Mention
from index.actor_sentence import REACH, WORD, Parsed, is_complement

PARTICIPLE = re.compile(
    r"\b(?:(?:aan|af|bij|door|in|mee|na|om|op|over|toe|uit|voor|vast|terug|goed|bekend|weer|samen|"
    r"voort|tegen|stil|open|onder)?ge[a-zë]{3,}(?:d|t|en)|(?:be|ver|ont|her|er|onder|over|aanbe|"
    r"voorbe|mis)[a-zë]{3,}(?:d|t|en)|[a-zë]{3,}eerd)\b"
)
BECOMES = frozenset("wordt worden werd werden".split())
IS = frozenset("is zijn was waren".split())
WILL = frozenset("zal zullen zou zouden".split())

_ENDS_IN_PARTICIPLE = re.compile(rf"{PARTICIPLE.pattern}\s+$")
ENUMERATES = re.compile(
    r"^(?:\s*\([^)]*\))?(?:\s*,|,?\s+(?:en|alsmede|evenals|als|alsook|of|respectievelijk))\s+"
    r"(?:ook\s+|met name\s+)?$"
)
_COMPANY = re.compile(
    r"\b(?:waaronder|inclusief|alsmede|evenals|net als|onder wie|net zoals)\s+"
    r"(?:ook\s+|onder meer\s+|onder andere\s+)?(?:van\s+)?(?:de\s+|het\s+)?$",
    re.IGNORECASE,
)
# but not "het door Spanje ingediende voorstel"
_AGENT = re.compile(
    r"(?<!\bhet )(?<!\bde )(?<!\been )(?<!\bdeze )(?<!\bdie )(?<!\balle )"
    r"\b(?:door|vanuit|van de (?:zijde|kant) van)\s+(?:onder andere\s+|met name\s+)?(?:de\s+)?$",
    re.IGNORECASE,
)
_CONTRASTS = re.compile(r"\b(?:terwijl|waarbij|waarop|waarna)\s+")
_CLAUSE_ENDS = re.compile(r"\bdat\b|[,.;]\s*$")


def with_company(parsed: Parsed, subject: Mention) -> tuple[str, ...]:
    """The subject and who is named beside it: "de Commissie en het EOM", "waaronder Nederland"."""
    actors = [subject.actor]
    end = subject.end
    for mention in parsed.mentions:
        if mention == subject:
            continue
        joined = mention.start >= end and ENUMERATES.match(parsed.text[end : mention.start])
        if joined or _keeps_company(parsed, mention, subject):
            actors.append(mention.actor)
            end = max(end, mention.end)
    return tuple(dict.fromkeys(actors))


def _keeps_company(parsed: Parsed, mention: Mention, subject: Mention) -> bool:
    """As in "waaronder Nederland", but not inside what somebody else says about them."""
    reach = max(0, mention.start - REACH)
    company = _COMPANY.search(parsed.text[reach : mention.start])
    if not company:
        return False
    start = reach + company.start()
    before = parsed.text[:start]
    if re.search(r"\b(?:dat|die|of|als)\b", before):
        return False
    # "van enkele lidstaten, waaronder Nederland": company of whom is no subject
    owner = next((m for m in reversed(parsed.mentions) if m.end <= start), None)
    if owner is None or start - owner.end > len(" , "):
        return True
    return owner.start == 0 or owner == subject or not is_complement(parsed.text[: owner.start])


def find_contrasted(parsed: Parsed) -> tuple[str, ...]:
    """Who does something else: "..., terwijl andere lidstaten de nadruk legden op"."""
    for match in _CONTRASTS.finditer(parsed.text):
        mention = next((each for each in parsed.mentions if each.start == match.end()), None)
        if mention is None:
            continue
        rest = parsed.text[mention.end :]
        end = _CLAUSE_ENDS.search(rest)
        words = WORD.findall(rest[: end.start()] if end else rest)
        acts = match[0].startswith("terwijl") or _ends_in_voice(parsed, words)
        if acts and not BECOMES & set(words):
            return with_company(parsed, mention)
    return ()


def _ends_in_voice(parsed: Parsed, words: list[str]) -> bool:
    """A separable verb is written as one at the end of its clause: "waarbij X dit toelichtte"."""
    last = words[-1] if words else ""
    return any(
        last.endswith(form) for form in parsed.lexicon.verbs.voicing if len(form) > len("riep")
    )


def find_agents(parsed: Parsed) -> tuple[str, ...]:
    """Who does it in a passive: "werd door de Commissie opgemerkt"."""
    for clause in parsed.main_clauses:
        text = parsed.text[clause.start : clause.end]
        if not (BECOMES | IS | WILL) & set(WORD.findall(text)):
            continue
        for mention in parsed.mentions_in(clause):
            before = parsed.text[clause.start : mention.start]
            agent = _AGENT.search(before)
            # "een goede uitvoering door alle lidstaten" is no passive
            if agent and (
                PARTICIPLE.search(parsed.text[mention.end : clause.end])
                or _ENDS_IN_PARTICIPLE.search(before[: agent.start()])
            ):
                return with_company(parsed, mention)
    return ()
