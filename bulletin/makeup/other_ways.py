"""What else would close the last page of an issue that is made up and does not fill it: commands and keys that work.

Each is what its own build finds with its first few plans, or it is not told: so the offer costs no more than the issue,
and is never a guess.
"""

from collections.abc import Iterator, Sequence

from bulletin.makeup.copyfit import CLOSED, CopyfitSearch
from bulletin.makeup.page_plan import PagePlan
from bulletin.makeup.trial import Trial
from bulletin.makeup.ways_out import Others, Planned, grid_name, other_brief, predicted_share
from bulletin.model.edition import Edition

NEW_PLANS = 3  # for each
MOST_PAGES = 3  # of other paper
FULL = (0.65, 1.1)  # of the pages of another layout that the issue is expected to take, relief not counted


def white_told(plans: Sequence[PagePlan], found: Planned, others: Others, *, asked: bool) -> tuple[str, ...]:
    """The white of the last page, then each way to close it; () where it is full. `asked`: for this number of pages."""
    last, edition = plans[-1], found.trial.brief.edition
    if last.free <= CLOSED:
        return ()
    white = f"末版空{last.white}行（{last.free:.0%}）"
    search = found.search
    if search is None:
        return (white,)
    ways = [*_fewer(search, edition, len(plans))]
    if not asked:  # for a number of pages the wide range is used anyway, and other paper makes another number
        ways += (*_wider(search, edition, len(plans)), *_elsewhere(search, others, len(plans)))
    return (white, *ways)


def _fewer(search: CopyfitSearch, edition: Edition, pages: int) -> Iterator[str]:
    """A page less, said where the number of pages was said."""
    if pages > 1 and (found := search.closed_on(pages - 1, NEW_PLANS)):
        in_file = edition.pages == pages
        less = f"`{edition.key('pages')}: {pages - 1}`" if in_file else f"--pages {pages - 1}"
        yield f"少一个版：{less}（{grid_name(found.brief.area)}）"


def _wider(search: CopyfitSearch, edition: Edition, pages: int) -> Iterator[str]:
    """The wide range of sizes and leadings."""
    if edition.fit or search.own.brief.design.copyfit.fit == "wide":
        return  # as the editor wants it
    if (found := search.widened().closed(NEW_PLANS)) and len(found.plans) >= pages:
        key = edition.key("fit")
        wide = "wide" if key.isascii() else "放宽"
        yield f"issue.yaml 写 `{key}: {wide}` 可排满（{grid_name(found.brief.area)}）"


def _elsewhere(search: CopyfitSearch, others: Others, pages: int) -> Iterator[str]:
    """Other paper, for what does not fill one page of this."""
    for other in others() if pages == 1 else ():
        brief = other_brief(search.own.brief, other.design)
        shares = (predicted_share(search.own, brief, made) for made in range(1, MOST_PAGES + 1))
        if not any(FULL[0] <= share <= FULL[1] for share in shares):
            continue
        if found := CopyfitSearch(Trial(brief)).closed(NEW_PLANS):
            made = f"{len(found.plans)}版，{grid_name(found.brief.area)}"
            yield f"版式 {other.name} 可排满：--layout {other.name}（{made}）"
