"""The pages of the desk: for each a context (frozen values with help for every field), made from the library, never from HTML."""

from stemma.web.pages.page import Asked, Page

__all__ = ["Asked", "Page", "all_pages"]


def all_pages() -> tuple[Page, ...]:
    """Every page, in the order of the menu."""
    from stemma.web.pages import claim, report, search, stories, story

    return (stories.PAGE, search.PAGE, story.PAGE, claim.PAGE, report.PAGE)
