"""One-file interactive pages: folium builds them, nothing in them comes from or goes to the network."""
