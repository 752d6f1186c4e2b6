"""The patterns: which sequences of lexemes are a time expression, written in a small notation.

`<kind>` is one lexeme of that kind, `<a|b>` one of either, `<name:kind>` the same with a name by which the maker asks for its value;
the rest is a regular expression without its spaces. Every repetition is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from stemma.lang.en.times import makers
from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.lexemes import SYMBOL
from stemma.lang.en.times.makers import Found

_SETS = {
    "NUM": "w12|wn|n12|n24|n31|n59|number|year4",
    "DAY": "n12|n24|n31",
    "MON": "month|month-short",
    "WD": "weekday|weekday-short",
    "WHICH": "last|past|this|next|coming",
    "EDGE": "early|mid|late",
    "PREP": "in|since|by|until|till|from|to|of|before|after|during|through|for|about",
}
_MACROS = {
    "WDAY": "(?: <wd:WD> <dot>? <comma>? <the>? )?",
    "APX": "(?: <at|a>? <about> <to>? ){0,3}",
    "COUNT": "(?: <c:NUM> (?: <c2:w12|wn> )? (?: <and> <a> <h:half> )? | <h:half> <a|an> | <a>? <f:few> <of>? | <c:a|an> (?: <c2:wn|few> <of>? )? )",
    "PLAIN": "(?: <c:NUM> (?: <c2:w12|wn> )? (?: <and> <a> <h:half> )? | <h:half> <a|an> | <a>? <f:few> <of>? )",
    "MOD": "(?: <the>? <edge:EDGE> (?: <of> )? <dash>? | <side:earlier|later> (?: <in> )? )?",
    "EDGES": "(?: <the>? <edge:EDGE> (?: <of> )? <dash>? )?",
}

Maker = Callable[[Found], Atom | None]


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, text in _MACROS.items():
        pattern = re.sub(rf"\b{name}\b", lambda _, text=text: text, pattern)  # type: ignore[misc]
    seen: set[str] = set()

    def symbols(found: re.Match[str]) -> str:
        name, kinds = found.group(1), found.group(2)
        for key, value in _SETS.items():
            kinds = re.sub(rf"\b{key}\b", value, kinds)
        one = "[" + "".join(SYMBOL[k] for k in kinds.split("|")) + "]"
        if not name:
            return one
        while name in seen:
            name += "_"
        seen.add(name)
        return f"(?P<{name}>{one})"

    return re.compile(re.sub(r"<(?:(\w+):)?([^<>=!]+)>", symbols, pattern).replace(" ", ""))


_ZONE = "(?: <zone:local> <time> | <zone:zone> (?: <time> )? | <lpar> <zone:zone> <rpar> )?"

#: Every pattern with what it makes. Where two match, the one that starts earlier wins, then the longer, then the one that stands first.
PATTERNS: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (_compiled(pattern), maker)
    for pattern, maker in (
        ("<iso:isodate>", makers.isodate),
        ("<s:slash>", makers.slash),
        (
            "<m:MON> <dot>? <the>? <d:DAY|ordinal> <dash|to|through|until|till|thru> <the>? <d2:DAY|ordinal> (?! <dash>? "
            "<unit> ) (?: <comma>? <y:year4> )?",
            makers.days,
        ),
        (
            "<between|on|from> <m:MON> <dot>? <the>? <d:DAY|ordinal> <and> <the>? <d2:DAY|ordinal> (?! <dash>? <unit> ) (?: <comma>? <y:year4> )?",
            makers.days,
        ),
        (
            "<between>? <the>? <d:DAY|ordinal> <dash|to|through|until|till|thru|and> <the>? <d2:DAY|ordinal> <of>? <m:MON> "
            "<dot>? (?: <comma>? <y:year4> )?",
            makers.days,
        ),
        ("WDAY EDGES <m:MON> <dot>? <comma>? <the>? <d:DAY|ordinal> (?: <comma>? <of>? <y:year4> )? (?! <dash>? <unit> )", makers.date),
        ("WDAY <d:DAY|ordinal> <dash>? (?: <unit>? <of> )? <m:MON> <dot>? (?: <comma>? <dash>? <y:year4> )?", makers.date),
        ("<the>? <d:ordinal|n12|n24|n31> <of> <the>? <m:MON> <dot>? (?: <comma>? <y:year4> )?", makers.date),
        ("EDGES <m:MON> <dot>? (?: <comma>? <of>? | <dash> ) <y:year4>", makers.date),
        ("EDGES <m:month>", makers.date),
        ("EDGES <w:WHICH> <m:MON>", makers.month_step),
        ("EDGES <m:MON> <dot>? <of>? (?= <w:last|this|next> <u:unit> )", makers.date),
        ("<wd:WD> <dot>? <comma>? <the> <d:ordinal>", makers.date),
        ("(?<= <on> ) <the> <d:ordinal>", makers.day_of_month),
        (
            "(?: <from|between> )? <the>? <d:DAY|ordinal> (?: <dash|to|through|until|till|and> <the>? <d2:DAY|ordinal> )? "
            "<of|in>? <w:last|this|next> <u:unit>",
            makers.day_of_step,
        ),
        ("<the>? <unit> <of>", makers.week_of),
        ("<the>? <n:ordinal|last> (?: <u:unit> | <wd:weekday> ) (?= <of|in> )", makers.nth),
        ("<wd:weekday> (?: <p:part> )?", makers.weekday),
        ("<wd:weekday-short> <dot>? <comma>? (?= <clock> | <n12|joined> <meridiem> )", makers.weekday),
        ("<p:part> <of>? <on>? <wd:weekday>", makers.weekday),
        ("<w:last|this|next|coming|past> <wd:WD> (?: <p:part> )?", makers.weekday),
        ("EDGES <q:q> (?: <of>? <comma>? <y:year4> | <of>? <the>? <w:last|this|next> <unit> )?", makers.quarter),
        (
            "(?: <in:in|of|by|during|for|through> )? <the>? <o:ordinal> <dash>? <u:unit> (?: <of>? <y:year4> | <of>? "
            "<the>? <w:last|this|next> <unit> )?",
            makers.quarter,
        ),
        (
            "(?: <in:in|of|by|during|for|through> )? <the>? <o:ordinal> <dash>? <half:half> <of> (?: <y:year4> | <the>? <w:last|this|next> <unit> )",
            makers.quarter,
        ),
        ("EDGES <s:season> (?: <comma>? <of>? ) <y:year4>", makers.season),
        ("EDGES <w:last|this|next|coming|past> <s:season>", makers.season),
        ("<in|by|since|until|during> EDGES <the> <s:season> (?! <of> )", makers.season),
        ("EDGES <the>? <y:decade|decade-word>", makers.decade),
        ("<the> EDGES <y:decade-short>", makers.decade),
        ("<the>? <edge:EDGE> <dash>? <y:decade-short>", makers.decade),
        ("<the>? <o:ordinal> <dash>? <u:unit>", makers.century),
        ("<PREP> <the>? <edge:EDGE> (?: <of> )? <dash>? <y:year4>", makers.year),
        ("<the>? <edge:EDGE> (?: <of> )? <dash>? <y:year4>", makers.year),
        ("<y:year4>", makers.year),
        ("(?: <w:last|this|next> )? <x:holiday> (?: <comma>? <of>? <y:year4> )?", makers.holiday),
        ("<before> <the> <new> <unit>", makers.new_year),
        ("<x:deictic> (?: <p:part> )?", makers.deictic),
        ("<p:part> <x:deictic>", makers.deictic),
        ("<the> <unit> <before|after> <x:deictic>", makers.beyond),
        ("<w:this|last> <p:part>", makers.this_part),
        ("<overnight>", makers.overnight),
        ("<in|about|during>? <the>? <recent> <u:unit>", makers.past),
        ("MOD <the>? <w:WHICH> <dash>? <u:unit>", makers.unit_step),
        ("(?: <the>? <edge:early|mid|late> <of> <the> | <side:earlier|later> <in> <the> ) <u:unit>", makers.unit_step),
        ("APX COUNT <dash>? <u:unit> <ago>", makers.ago),
        ("APX COUNT <dash>? <u:unit> (?: <hence> | <from> <now> )", makers.hence),
        (
            "APX COUNT <dash>? <u:unit> (?: <w2:earlier|later> | <before:before> (?= <comma|dot|mark|break> | $ ) | "
            "<after> (?= <comma|dot|mark|break> | $ ) )",
            makers.earlier,
        ),
        ("(?: <in|about|for|within|during> )? <the>? <w:last|past|next|coming> APX PLAIN <dash>? <u:unit>", makers.window),
        ("(?: <in> )? <the>? <w:last|past|next|coming> <u:unit>", makers.unit_step),
        ("<within> APX COUNT <dash>? <u:unit> (?! <dash>? <old|olds> )", makers.at_most),
        ("<in> APX COUNT <dash>? <u:unit> (?! <dash>? <old|olds> )", makers.within),
        ("(?: <for|after|about|of> | <at> <about> )? APX PLAIN <dash>? <u:unit> (?! <dash>? <old|olds> ) (?: <dash> <long> )?", makers.duration),
        ("<for|after|about|before> <about>{0,2} <c:a|an> <u:unit> (?! <dash>? <old|olds> )", makers.duration),
        ("<a> <u:unit>", makers.long_one),
        ("<about:about> <u:unit>", makers.another),
        ("<a|an|w12> <u:unit> <and> <a>? <h2:half>", makers.and_a_half),
        ("<a>? <h:half> <dash>? <u:unit>", makers.duration),
        ("<for|in> <u:unit>", makers.long),
        ("<very|about|as>? <r:vague>", makers.reference),
        ("<r:now>", makers.reference),
        ("<the> <near>? <future>", makers.future),
        ("<in> <the> <past>", makers.past),
        ("<at> <the> <moment>", makers.present),
        ("(?: <side:earlier|later|late|early> <in> <the> | <the>? <w:that> ) <u:unit|part>", makers.focus_day),
        ("<the>? <w:that> <u:unit>", makers.unit_step),
        ("(?: <about|during|at|on> )? <the> <u:unit>", makers.the_weekend),
        ("<the> <w:next|last> <u:unit>", makers.focus_day),
        (
            f"(?: <at:at|until|till|before|after|since|about> )? (?: <t:clock> | <n:joined|n12|w12> (?= <meridiem> | "
            f"<oclock> ) ) (?: <mer:meridiem> | <oclock> )? (?: <in> <the> <p:part> )? {_ZONE}",
            makers.clock,
        ),
        (f"<p:part> {_ZONE}", makers.noon),
    )
)
