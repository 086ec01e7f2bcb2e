"""What the server adds to Streamlit for whoever hosts it: headers, log, health, and what robots may read."""
