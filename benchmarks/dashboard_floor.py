"""The least that a Streamlit page with one Plotly chart can do: what the dashboard is held against."""

import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="Floor")
st.title("One chart")
years = list(range(1965, 2023))
line = go.Figure(go.Scatter(x=years, y=[20 + year * 7 % 30 for year in years], mode="lines+markers"))
chosen = st.plotly_chart(line, key="chart", on_select="rerun", selection_mode="points", alt="A line")
st.text(f"Chosen: {[point['x'] for point in chosen['selection']['points']]}")
