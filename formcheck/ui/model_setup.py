"""The pose model for the pages: fetched at first use, with its progress shown."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from formcheck.pose.model import ModelError, ensure_model

_KEY = "model_path"


def ready_model() -> Path | None:
    """The model's path; while it is being fetched the page shows how far it is.

    None: it could not be had; the page says why and offers to try again.
    """
    known = st.session_state.get(_KEY)
    if isinstance(known, Path) and known.is_file():
        return known
    place = st.empty()
    try:
        model = ensure_model(
            progress=lambda text, share: _show(place, text, share),
        )
    except ModelError as error:
        place.empty()
        st.error(str(error))
        st.button("Try again", type="primary")
        return None
    place.empty()
    st.session_state[_KEY] = model
    return model


def _show(place: st.delta_generator.DeltaGenerator, text: str, share: float) -> None:
    words = f"Getting the pose model ready, this once: {text}"
    place.progress(min(max(share, 0.0), 1.0), text=words)
