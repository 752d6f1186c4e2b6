"""What keeps two sentences from being one claim, by rule: pairs that it must part, and pairs on which it must stay silent. Own sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from stemma.align.bars import BARS
from stemma.align.pairs import Corpus, Pair, held
from stemma.align.propositions import propositions
from stemma.align.stated import Proposition
from stemma.align.voices import Says
from stemma.attribute import attribute
from stemma.lang import annotator
from stemma.model import RawReport
from stemma.read import read

PARTED: dict[str, list[tuple[str, str]]] = {
    "align.opposite": [
        ("The senate approved the treaty on Monday.", "The senate rejected the treaty on Monday."),
        ("The rescuers reached the cave on Monday.", "The rescuers failed to reach the cave on Monday."),
        ("Inspectors found traces of poison in the well.", "Inspectors found no traces of poison in the well."),
        ("The price of wheat rose in Tarnau.", "The price of wheat fell in Tarnau."),
    ],
    "align.other-name-in-its-place": [
        ("Odilia Brenk chairs the new council of Tarnau.", "Jasper Loom chairs the new council of Tarnau."),
        ("The floods reached the town of Belmar on Monday.", "The floods reached the town of Ostrava on Monday."),
    ],
    "align.other-thing-in-its-place": [
        ("The police searched the warehouse for stolen diamonds.", "The police searched the warehouse for stolen paintings."),
        ("The labour court stopped the strike of the pilots.", "The supreme court stopped the strike of the pilots."),
    ],
    "align.other-date": [
        ("The bridge in Tarnau was opened on 4 March 2030.", "The bridge in Tarnau was opened on 14 March 2030."),
        ("The curfew has been in force since 2 May 2031.", "The curfew has been in force since 9 May 2031."),
    ],
    "align.done-or-open": [
        ("The railway dismissed 300 drivers in Tarnau.", "The railway may dismiss 300 drivers in Tarnau."),
        ("The ministry closed the harbour of Belmar.", "The ministry will close the harbour of Belmar."),
        ("The ministry closed the harbour of Belmar.", "The harbour of Belmar is to be closed by the ministry."),
        ("The ministry closed the harbour of Belmar.", "The ministry is discussing closing the harbour of Belmar."),
        ("The curfew in Tarnau ends on 2 June.", "The curfew in Tarnau might end on 2 June."),
    ],
    "align.changed-places": [
        ("Tarnau United beat Belmar Rovers in the cup.", "Belmar Rovers beat Tarnau United in the cup."),
        ("The council of Belmar paid the builders of Tarnau.", "The builders of Tarnau paid the council of Belmar."),
    ],
    "align.other-side": [
        ("Chile sent a thousand doctors to help Norway.", "Norway helped Peru."),
        ("The nurses helped Norway.", "Norway is believed to have helped Peru."),
    ],
    "align.over-or-missed": [
        ("The drivers of Belmar have been on strike since Monday.", "The drivers of Belmar ended their strike on Monday."),
        ("The runner set a national record in Tarnau.", "The runner missed the national record in Tarnau."),
        ("The senate imposed sanctions on the shipowner.", "The senate dropped the sanctions on the shipowner."),
    ],
    "align.other-score": [("Tarnau United beat Belmar Rovers 4-1 in the cup.", "Tarnau United beat Belmar Rovers 4-2 in the cup.")],
    "align.change-or-level": [("Unemployment in Belmar rose by 9 percent in May.", "Unemployment in Belmar rose to 9 percent in May.")],
    "align.hardly-shared": [("The council meets on Thursday.", "The ruling on Thursday was unanimous.")],
    "align.other-thing": [("The storm destroyed 40 boats in Belmar.", "The storm destroyed 40 houses in Belmar.")],
    "align.other-members": [("Two members of the crew died in the crash.", "Two members of a church choir died in the crash.")],
    "align.other-fate": [("Some 70 miners died in Tarnau.", "Some 70 miners marched in Tarnau.")],
    "align.other-number": [
        ("The fire killed 12 people in Belmar.", "The fire killed 21 people in Belmar."),
        ("The tunnel is 12 kilometres long.", "The tunnel is 12 miles long."),
    ],
}
SILENT: dict[str, list[tuple[str, str]]] = {
    "align.opposite": [
        ("The senate did not approve the treaty on Monday.", "The senate rejected the treaty on Monday."),
        ("The rescuers reached the cave on Monday.", "The cave was reached by the rescuers on Monday."),
        ("Odilia Brenk sold the mill to Jasper Loom.", "Jasper Loom bought the mill from Odilia Brenk."),
        ("The flood left 300 families without water.", "Because of the flood 300 families have no water."),
    ],
    "align.other-name-in-its-place": [
        ("The king of Norway opened the fair.", "The king opened the fair in Oslo, Norway."),
        ("The Norwegian navy sank the trawler.", "Norway's navy sank the trawler."),
    ],
    "align.other-date": [
        ("The bridge in Tarnau was opened on 4 March 2030.", "The bridge in Tarnau was opened in March 2030."),
        ("The dam at Belmar burst in March because of a fault.", "A fault made the Belmar dam burst in March."),
        ("The curfew has been in force since 2 May 2031.", "The curfew was in force on 9 May 2031."),
    ],
    "align.done-or-open": [
        ("The railway will dismiss 300 drivers in Tarnau.", "The railway plans to dismiss 300 drivers in Tarnau."),
        ("The railway dismissed 300 drivers in Tarnau.", "In Tarnau 300 drivers were dismissed by the railway."),
        ("The curfew in Tarnau ends on 2 June.", "The curfew in Tarnau would end on 2 June."),
    ],
    "align.changed-places": [("Tarnau United beat Belmar Rovers in the cup.", "Belmar Rovers were beaten by Tarnau United in the cup.")],
    "align.other-side": [("Chile helped Norway.", "Norway was helped by Chile."), ("Chile helped Norway and Peru.", "Norway and Chile helped Peru.")],
    "align.over-or-missed": [("The senate lifted the curfew in Tarnau.", "The curfew in Tarnau was lifted by the senate.")],
    "align.other-score": [("Tarnau United beat Belmar Rovers 4-1.", "Belmar Rovers were beaten 1-4 by Tarnau United.")],
    "align.change-or-level": [("Unemployment in Belmar rose to 9 percent in May.", "Unemployment in Belmar reached 9 percent in May.")],
    "align.other-thing-in-its-place": [
        ("The patrol crossed the border near Belmar.", "The patrol crossed the frontier near Belmar."),
        ("The police found 40 kilograms of gold in Belmar.", "The police found 40 kg of gold in Belmar."),
    ],
    "align.other-thing": [
        ("Some 38 of its people were in the tunnel.", "Some 38 employees had been at work in the gallery."),
        ("The bank cut 40 jobs in Belmar.", "The bank laid off 40 workers in Belmar."),
    ],
    "align.too-little-said": [("Nobody was hurt in Belmar.", "There were no injuries in Belmar.")],
    "align.other-number": [
        ("The mine yielded 84,000 tons of copper.", "The mine yielded 84,000 tonnes of copper."),
        ("The fire killed 12 people in Belmar.", "Twelve people died in the fire in Belmar."),
    ],
}
CASES = [(rule, a, b, parted) for table, parted in ((PARTED, True), (SILENT, False)) for rule, pairs in table.items() for a, b in pairs]


@pytest.fixture(scope="module")
def pairs() -> list[list[Pair]]:
    """For each case every pair of a proposition of the one side with one of the other."""
    raws = [
        RawReport(path=f"{n}{side}.txt", text=text, outlet=f"Outlet {side}", published="2031-05-14", published_from="given")
        for n, (_, a, b, _) in enumerate(CASES)
        for side, text in (("A", a), ("B", b))
    ]
    readings, _ = read(raws, pipeline=annotator.load())
    says = Says(attribute(readings))
    told: Sequence[tuple[Proposition, ...]] = [propositions(r, says) for r in readings]
    return [[held(a, b, Corpus([*told[n], *told[n + 1]])) for a in told[n] for b in told[n + 1]] for n in range(0, len(told), 2)]


@pytest.mark.parametrize("n", range(len(CASES)), ids=[f"{rule}: {a} / {b}" for rule, a, b, _ in CASES])
def test_bar(n: int, pairs: list[list[Pair]]) -> None:
    rule, _, _, parted = CASES[n]
    assert pairs[n], "a side states nothing"
    assert any(BARS[rule](pair) for pair in pairs[n]) == parted
