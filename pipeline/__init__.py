"""The batch pipeline: returned workbooks in, published bulletin out."""
