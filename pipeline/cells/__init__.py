"""What a cell may say: dates, names, numbers, and a line of cells as typed values."""
