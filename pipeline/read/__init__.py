"""From bytes to text cells with their origin, behind guards: one bad file costs one file, never the run."""
