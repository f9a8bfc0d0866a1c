"""What tables tell, in a reader's words: the story of a view, its chart, and both as a page.

Knows nothing of Streamlit; Plotly is imported where a chart is asked for.
"""
