"""What a published bulletin says in each of its forms, read from the file as a reader would, and nothing else."""
