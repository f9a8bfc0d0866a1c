import streamlit as st

st.title("elections")
