"""`stemma correct`, `stemma log`, `stemma undo`: what people say of the machine's judgements."""

from __future__ import annotations

from typing import Any

import click

from stemma.cli.shelf import Shelf, on_shelf

_BY = click.option("--who", metavar="NAME", help="Your name. Default: STEMMA_NAME, else the system's.")


class _Correcting(click.Command):
    """A command whose options are known when it is called: the table of them is heavy, and no other command needs it."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own, and one for every saying; `parsed` says which belong to which subject."""
        return [*super().get_params(ctx), *_sayings()]


def _sayings() -> list[click.Option]:
    from stemma.correct.options import OPTIONS

    names = {option.removesuffix("!") for options in OPTIONS.values() for option in options}
    flags = {option.removesuffix("!") for options in OPTIONS.values() for option in options if option.endswith("!")}
    return [click.Option([f"--{name}", name.replace("-", "_")], is_flag=name in flags, help=_help(OPTIONS, name)) for name in sorted(names)]


def _help(options: dict[str, dict[str, str]], name: str) -> str:
    """What an option says, with the subjects of which it says that: "(voice) What it is. (report) With --copies: ..."."""
    whose: dict[str, list[str]] = {}
    for subject, table in options.items():
        for said in (said for option, said in table.items() if option.removesuffix("!") == name):
            whose.setdefault(said, []).append(subject)
    return " ".join(f"({', '.join(subjects)}) {said}" for said, subjects in whose.items())


@click.command(cls=_Correcting)
@click.argument("subject", metavar="{claim|voice|report|story|words}")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@on_shelf
@click.option("--in", "story", metavar="ID", required=True, help="The story in which it stands.")
@click.option("--note", default="", metavar="TEXT", help="Why.")
@_BY
def correct(shelf: Shelf, subject: str, names: tuple[str, ...], story: str, note: str, who: str | None, **given: Any) -> None:
    """Confirm, change or reject a judgement. It holds for every later reading, and can be undone.

    \b
    stemma correct claim 3 --in ID --hide          claim 3 of the story
    stemma correct claim 3 --in ID --merge 7       says the same as claim 7
    stemma correct voice "Kim" --in ID --merge "Kim Jong Un"
    stemma correct report 2 --in ID --published 2025-06-17
    stemma correct words 2 "12 people" --in ID --number "13 people"
    """
    from stemma.correct import parsed
    from stemma.library import by

    said = {name.replace("_", "-"): "" if value is True else value for name, value in given.items() if value not in (None, False)}
    with shelf.progress() as progress, shelf.open(write=True) as library:
        id_ = library.story_id(story)
        act = parsed(subject, names, said, library.around(id_, *said.values(), progress=progress), who=by.who(who), time=by.now(), note=note)
        touched = [s for s in library.act(act) if library.store.stories([s])]
        library.derive(touched, progress=progress)
        troubles = tuple(t for s in touched for t in library.story(s).troubles if t.code == "correction-does-not-fit")
    shelf.tell(troubles)
    shelf.answer(lambda width, colour: f"{act.id} was noted; `stemma undo {act.id}` takes it back.\n", lambda: {"act": act.id, "stories": touched})


@click.command()
@on_shelf
@click.option("--export", "target", metavar="FILE", help="Write the log as JSON lines, for others to import.")
@click.option("--import", "source", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Take in somebody else's log.")
@click.option("--unfit", is_flag=True, help="Only corrections that no longer fit the reports.")
def log(shelf: Shelf, target: str | None, source: str | None, unfit: bool) -> None:
    """Show what people corrected, latest first; hand the log on, or take another's in."""
    from pathlib import Path

    from stemma.cli import running
    from stemma.correct import dump, load, undone, unite
    from stemma.tell.library.lists import corrections, united_in_words

    if target is not None:
        with shelf.open() as library:
            running.write(dump(library.acts()), target)
        return
    if source is not None:
        acts, troubles = load(Path(source).read_bytes())
        with shelf.progress() as progress, shelf.open(write=True) as library:
            united = unite(library.acts(), acts)
            touched = [s for s in library.act(*united.new) if library.store.stories([s])] if united.new else []
            library.derive(touched, progress=progress)
        shelf.tell(troubles)
        shelf.answer(
            lambda width, colour: united_in_words(united.new, united.conflicts),
            lambda: {"new": [a.id for a in united.new], "conflicts": [[a.id, b.id] for a, b in united.conflicts], "stories": touched},
        )
        return
    with shelf.progress() as progress, shelf.open() as library:
        acts = library.acts()
        if unfit:
            bad = {
                t.message
                for row in library.stories()
                for t in library.story(row.id, progress=progress).troubles
                if t.code == "correction-does-not-fit"
            }
            shelf.answer(lambda width, colour: "".join(f"{m}\n" for m in sorted(bad)) or "Every correction fits.\n", lambda: sorted(bad))
            return
    shelf.answer(lambda width, colour: corrections(acts, undone(acts), width=width, colour=colour), lambda: acts)


@click.command()
@click.argument("act", required=False, metavar="[ID]")
@on_shelf
@click.option("--again", is_flag=True, help="Bring a correction back that was taken back.")
@_BY
def undo(shelf: Shelf, act: str | None, again: bool, who: str | None) -> None:
    """Take a correction back: the one named, or the latest that stands."""
    from stemma.correct import make, standing
    from stemma.errors import UsageError
    from stemma.library import by

    with shelf.progress() as progress, shelf.open(write=True) as library:
        if act is None:
            stand = standing(library.acts())
            if not stand:
                raise UsageError("There is no correction to undo.", code="nothing-to-undo", hint="`stemma log` lists them.")
            act = stand[-1].id
        acts = (make.redo if again else make.undo)(library.acts(), act, who=by.who(who), time=by.now())
        touched = [s for s in library.act(*acts) if library.store.stories([s])]
        library.derive(touched, progress=progress)
    shelf.answer(lambda width, colour: f"{act} {'stands again' if again else 'is taken back'}.\n", lambda: {"act": act, "stories": touched})
