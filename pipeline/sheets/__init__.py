"""The workbooks and forms beside the bulletin: what is paid, what is deducted, all annexes as tables, the dispatch form."""
