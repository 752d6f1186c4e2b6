"""The pages of the desk: for each a context (frozen values with help for every field), made from the library, never from HTML."""

from stemma.web.pages.page import Asked, Page

__all__ = ["Asked", "Page", "all_pages"]


def all_pages() -> tuple[Page, ...]:
    """Every page, in the order of the menu."""
    from stemma.web.pages import (
        adding,
        claim,
        corrections,
        descent,
        figures,
        helping,
        omissions,
        pledges,
        report,
        search,
        side,
        stories,
        story,
        takeaway,
        timeline,
        voices,
    )  # fmt: skip

    return (
        stories.PAGE, search.PAGE, *voices.PAGES, corrections.PAGE, adding.PAGE, helping.PAGE,
        story.PAGE, claim.PAGE, side.PAGE, figures.PAGE, timeline.PAGE, pledges.PAGE, descent.PAGE, omissions.PAGE, takeaway.PAGE, report.PAGE,
    )  # fmt: skip
