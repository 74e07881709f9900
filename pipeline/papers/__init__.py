"""papers: the office's own small workbooks (任务表, 收稿登记 …): written prefilled, read when filled, put to the returns."""
