"""The dashboard: reads tables and shows them; extracts nothing itself."""
