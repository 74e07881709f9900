# Needs GNU make. Every target runs the code from this folder with the interpreter in .venv; nothing is installed elsewhere
# but the few system packages that pipeline/machine.py names.

QUARTER ?= 2026Q3
PYTHON ?= python3
WHO ?=
PERIOD ?=
BOOK ?=
ARGS ?= list

RUN := .venv/bin/python
export WHO

.DEFAULT_GOAL := help
.PHONY: help quarter month halfyear year template papers collect check statements explain assessment test test-real check-code update-golden mutants bench clean

help: ## 列出全部命令
	@echo "用法：make 命令 [QUARTER=$(QUARTER)]"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

quarter: .venv/.ready ## 一键出通报：登记新来件，再核对、计分、排名、排版；按月的写 QUARTER=2026M08
	@$(RUN) -m pipeline collect $(QUARTER)
	@$(RUN) -m pipeline quarter $(QUARTER)

month: .venv/.ready ## 一个月的报送或采用情况，例：make month PERIOD=2026M08 BOOK=报送（按月考核的不写 BOOK）
	@test -n "$(PERIOD)" || { echo "请写明哪个月，例如：make month PERIOD=2026M08 BOOK=报送"; exit 64; }
	@$(RUN) -m pipeline month $(PERIOD) $(if $(BOOK),--book $(BOOK))

halfyear: .venv/.ready ## 半年的通报，由各期合计，例：make halfyear PERIOD=2026H1
	@test -n "$(PERIOD)" || { echo "请写明哪个半年，例如：make halfyear PERIOD=2026H1"; exit 64; }
	@$(RUN) -m pipeline halfyear $(PERIOD)

year: .venv/.ready ## 年度（学年）的通报，由各期合计，例：make year PERIOD=2026Y
	@test -n "$(PERIOD)" || { echo "请写明哪一年，例如：make year PERIOD=2026Y"; exit 64; }
	@$(RUN) -m pipeline year $(PERIOD)

template: .venv/.ready ## 为每个单位生成本期的空白统计表
	@$(RUN) -m pipeline template $(QUARTER)

papers: .venv/.ready ## 生成办公室自己填的表：任务表、收稿登记、局上报台账、签收单、核验单
	@$(RUN) -m pipeline papers $(QUARTER)

collect: .venv/.ready ## 收取邮箱里的新邮件，登记新来件，不出通报
	@$(RUN) -m pipeline collect $(QUARTER)

check: .venv/.ready ## 只核对上报表，不计分
	@$(RUN) -m pipeline check $(QUARTER)

statements: .venv/.ready ## 出通报，并为每个单位编制得分核对单（供签字）
	@$(RUN) -m pipeline statements $(QUARTER)

explain: .venv/.ready ## 逐笔说明某单位或某人的分数和稿酬，例：make explain WHO=张三
	@test -n "$$WHO" || { echo "请写明单位或姓名，例如：make explain WHO=张三"; exit 64; }
	@$(RUN) -m pipeline explain $(QUARTER) "$$WHO"

assessment: .venv/.ready ## 考核办法：列出、查看、核对、对比，例：make assessment ARGS="show county-school"
	@$(RUN) -m pipeline assessment $(ARGS)

test: .venv/.ready ## 运行测试（不需要外部程序的部分）
	@$(PYTHON) pipeline/machine.py --install --for-tests
	@$(RUN) -m pytest -n 2 --dist loadgroup -m "not real"

test-real: .venv/.ready ## 运行要用 LibreOffice、Chromium、邮件服务器等外部程序的测试
	@$(PYTHON) pipeline/machine.py --install --for-real-tests
	@$(RUN) -m pytest -m real

check-code: .venv/.ready ## 检查代码的格式、写法和类型
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy

update-golden: .venv/.ready ## 用当前结果更新测试的标准答案，更新后请逐处核对差异
	@$(RUN) -m pytest tests --update-golden -k golden

mutants: .venv/.ready ## 变异测试计分引擎（数小时），结果说明见 tests/README.md
	@PANDERA_VALIDATION_ENABLED=False $(RUN) -m mutmut run --max-children 2
	@$(RUN) -m mutmut results

bench: .venv/.ready ## 测量运行时间
	@$(RUN) -m tests.benchmarks
	@$(RUN) -m tests.benchmarks.scoring
	@$(RUN) -m tests.benchmarks.bulletin

clean: ## 删除各期输出、空白统计表和缓存（不动 inputs）
	@rm -rf outputs/20[0-9][0-9][QMHYC]* outputs/templates outputs/papers .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants
	@find pipeline schemas tests -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# The environment is made anew whenever the lock changes, so it holds the locked packages and nothing else.
.venv/.ready: requirements.lock
	@echo "准备运行环境（只在首次运行或依赖变动时进行，约需一两分钟）……"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更高版本。请先安装，或指明位置，例如：make PYTHON=python3.12 quarter"; exit 2; }
	@$(PYTHON) pipeline/machine.py --install
	@$(PYTHON) -m venv --clear .venv
	@$(RUN) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@
	@echo "运行环境已备好。"
