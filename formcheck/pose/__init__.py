"""From a picture to what is seen in it. MediaPipe lives here and nowhere else."""
