"""The sample office: an invented county, its roster and four quarters of returns, made from a seed."""
