"""Charts as SVG pictures that need no program and no network to be seen."""

from __future__ import annotations

import base64

import altair as alt

_VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])


def chart_svg(chart: alt.LayerChart, width_px: int, height_px: int) -> str:
    """The chart as an SVG document of that size."""
    import vl_convert  # here: it is large, and most commands draw no chart

    drawing = chart.properties(width=width_px, height=height_px).to_dict(validate=False)
    picture: str = vl_convert.vegalite_to_svg(drawing, vl_version=_VERSION)
    return picture


def svg_address(svg: str) -> str:
    """A picture as a `data:` address for `<img>`: its inner names cannot meet another's."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
