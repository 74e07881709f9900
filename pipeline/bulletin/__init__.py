"""From figures to the published bulletin: view (values and words), charts, render (HTML and PDF)."""
