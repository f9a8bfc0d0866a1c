"""The pages, a thin file each. Streamlit runs them as scripts."""
