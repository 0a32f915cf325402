"""The Formcheck app: `streamlit run app.py`. Navigation only; the pages are in formcheck/ui."""

from pathlib import Path

import streamlit as st

from formcheck.ui.navigation import app_pages

DRAWINGS = Path(__file__).with_name("formcheck") / "ui"

st.set_page_config(
    page_title="Formcheck", page_icon=str(DRAWINGS / "icon.svg"), layout="wide",
    initial_sidebar_state="collapsed",
)  # fmt: skip
st.logo(str(DRAWINGS / "logo.svg"), size="large")
st.navigation(app_pages(), position="top").run()
