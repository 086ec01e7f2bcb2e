import streamlit as st
from pages._shared import link

def show(diagnostics):
    with st.container(key="diagnostics"):
        for d in diagnostics:
            st.write(d.code.value, d.axis)

def output_shape(current):
    with st.container(key="output-shape"):
        st.html(f"<span>{current.output_shape or '—'}</span>")
