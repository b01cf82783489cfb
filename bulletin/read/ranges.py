"""What a number of a layout may be, by its key, whatever record it stands in: reader and JSON Schema ask here.

The limits are wide: they keep out slips and what no paper, type or slide has ever been, so that every room behind may
count on sane numbers. What fits beside what is judged from the whole layout, in
`page_rules.py`, `slide_rules.py` and `furniture.py`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bulletin.units import Pt

FAR: Pt = 10_000.0  # 3.5 m, or ten times the masthead's own units: no length is longer
LONGEST_TEXT = 200  # characters of a text in a layout; a path may have more
LONGEST_PATH = 20_000
PAGE_SIDE: tuple[Pt, Pt] = (100.0, 4032.0)  # 35 mm to 56 inches: a slide's most (ECMA-376, ST_SlideSizeCoordinate)


class DesignFault(NamedTuple):
    """What is wrong with the numbers of a layout, and the dotted paths of keys at one of which it is mended."""

    code: str
    message: str
    paths: tuple[str, ...]
    hint: str = ""


# Letterspacing and gaps: closer than this the letters of a Han face run into each other, wider they are no word any
# more. Air: more would leave a column white. Type: from a hair to a poster. Counts: more than any sheet has.
_ROWS: tuple[tuple[float, float, str], ...] = (
    (0, FAR, "width height x y right baseline edge frame frame_width frame_inset padding radius rule"),
    (0, FAR, "lift gutter gap before indent masthead min_characters byline_gap rule_gap body_gap strap_gap"),
    (0, FAR, "masthead_lines more_width date_width smallest_point smallest_type smallest_headline air clear text_gap"),
    (0, FAR, "row stretch hairline unit_gap quote_rule contents_rule cost white_cost more_quotes"),
    (0, FAR, "top bottom left viewbox head_rule line max_characters"),
    (1, 1000, "pitch bar least pages_fitted"),
    (1, 6, "noun_rows"),
    (1, 40, "points"),
    (1, 2000, "characters"),
    (0, 4, "figures"),
    (1, 24, "step_lines step_rows"),
    (0, 1, "ground"),
    (0, 200, "bleed slug_area paper_thickness"),
    (1, 1000, "size sizes floors leading number_size more_size span1 span2 span3 span4 size_min size_floor"),
    (0.5, 5, "gutter_em"),
    (1, 24, "columns lead_columns"),
    (0, 24, "portrait_column"),
    (1, 200, "lines lines_max measure_em"),
    (0, 200, "lead_lines foot_lines lines_min min_lines_stay min_lines_go depth_less depth_more steady_lines"),
    (0, 200, "white_above"),
    (0, 20, "detail_lines byline_lines indent_em narrow_indent_em size_range"),
    (0, 20, "left_em right_em hang_em inset_em padding_em"),
    (1, 10, "lead_ratio inner_ratio stack_max size_max"),
    (0.1, 10, "step back_scale scale kicker_scale subtitle_scale title_scale quote_scales size_step"),
    (0.5, 4, "line_height leading_min leading_max max_ink"),
    (0.5, 2, "wide_size_min wide_size_max wide_leading_max"),
    (0.5, 3, "advance latin"),
    (0, 3, "first_baseline_em"),
    (0, 1, "fill_min min_share_stay han_latin_em short_row one_row_min white_max steady_share"),
    (0, 1, "loose_gap couplet_level couplet_row share_max tint office_tints"),
    (0.1, 1, "scale_min"),
    (0, 0.9, "crop"),
    (-0.1, 2, "tracking_em"),
    (-0.1, 0, "tracking_min_em"),
    (0, 2, "tracking_max_em"),
    (-5, 100, "tracking"),
    (0, 10, "lines_above"),
    (0, 1000, "band lead_band all_bands shallow_lead through off_grid same_size_beside same_size_below uneven_heads"),
    (0, 1000, "unfilled unfilled_line jump modules_max columns_max quotes_max steady_cost"),
    (0, 1000, "price run_max run_line run_most apart"),
    (-200, 200, "rule_offset"),
    (-1000, 1000, "contents_cost"),
    (1, 2, "rows_max"),
    (1, 2400, "min_dpi"),
    (0, 400, "lum_mod"),
    (-100, 100, "lum_off"),
    (0, 100, "alpha"),
)
RANGES: Mapping[str, tuple[float, float]] = {key: (least, most) for least, most, keys in _ROWS for key in keys.split()}


def range_of(key: str) -> tuple[float, float]:
    """The least and the most that the number of `key` may be, lengths in points."""
    return RANGES.get(key, (-FAR, FAR))
