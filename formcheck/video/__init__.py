"""Video files in and out, the overlay, and the analysis of a recording."""
