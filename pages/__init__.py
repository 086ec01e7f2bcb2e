"""The pages of the app. Streamlit runs each file; nothing here is imported by the core."""
