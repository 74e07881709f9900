"""Tables of what came and what became of it: arrivals, receipts, rows, findings, verdicts."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas.table import Table
from schemas.vocabulary import (
    RETURNED_BOOKS,
    ArrivalKind,
    Authentication,
    Book,
    Effect,
    ReceiptStatus,
    ReturnType,
    Severity,
    TimeBasis,
    Verdict,
)


class Arrivals(Table):
    """收件登记: one line per file that ever arrived, kept beside the files as `inputs/<period>/receipts.csv`."""

    path: Series[str] = pa.Field(title="文件", description="在本考核期文件夹内的位置")
    sha256: Series[str] = pa.Field(title="文件校验值", description="内容的 SHA-256", str_length=64)
    size: Series[int] = pa.Field(title="字节数", ge=0)
    received_at: Series[str] = pa.Field(title="收到时间", description="办公室所在时区，年-月-日 时:分:秒")
    time_basis: Series[str] = pa.Field(title="时间依据", isin=list(TimeBasis))
    officer_time: Series[str] = pa.Field(
        title="经办登记时间", description="经办人知道真实收到时间时填写，填了即以此为准"
    )
    note: Series[str] = pa.Field(title="备注")
    kind: Series[str] = pa.Field(title="来件种类", description="空为报表", isin=["", *ArrivalKind])
    name: Series[str] = pa.Field(title="原文件名", description="发件人所起的名字；直接放入文件夹的为空")
    origin: Series[str] = pa.Field(
        title="取自", description="从哪一封邮件或哪一个压缩包中取出（文件位置）；空为直接放入"
    )
    sender: Series[str] = pa.Field(title="发件人", description="邮件地址；不是邮件来的为空")
    authentication: Series[str] = pa.Field(
        title="发件验证", description="本单位邮件服务器对发件人的验证结果", isin=["", *Authentication]
    )
    mail_id: Series[str] = pa.Field(
        title="邮件标识", description="邮箱中的 UIDVALIDITY-UID，据此只取新邮件；不是邮箱取来的为空"
    )

    @classmethod
    def optional(cls) -> frozenset[str]:
        """Columns a register may lack because they came later; they are blank then."""
        return frozenset({"kind", "name", "origin", "sender", "authentication", "mail_id"})


class Receipts(Table):
    """来件处理结果: what became of every file that arrived."""

    path: Series[str] = pa.Field(title="文件")
    sha256: Series[str] = pa.Field(title="文件校验值")
    unit_code: Series[str] = pa.Field(title="单位代码", description="取自表内，空为未能识别")
    unit_name: Series[str] = pa.Field(title="单位")
    period: Series[str] = pa.Field(title="考核期", description="取自表内")
    return_type: Series[str] = pa.Field(title="填报类型", isin=["", *ReturnType])
    resend: Series[int] = pa.Field(title="重报次数", ge=0)
    received_at: Series[str] = pa.Field(title="收到时间")
    time_basis: Series[str] = pa.Field(title="时间依据")
    sender: Series[str] = pa.Field(title="发件人")
    name: Series[str] = pa.Field(title="原文件名")
    status: Series[str] = pa.Field(title="处理结果", isin=list(ReceiptStatus))
    reason: Series[str] = pa.Field(title="理由")


class SheetFacts(Table):
    """工作表概况: what an independent scan of the raw file saw, against which the rows read are controlled."""

    path: Series[str] = pa.Field(title="文件")
    sheet: Series[str] = pa.Field(title="工作表")
    book: Series[str] = pa.Field(title="台账", isin=list(RETURNED_BOOKS))
    scanned_rows: Series[int] = pa.Field(title="独立扫描行数", description="表头以下有内容的行数，由另一读法数出", ge=0)
    read_rows: Series[int] = pa.Field(title="读入行数", ge=0)


class Findings(Table):
    """问题清单: one thing wrong in a return, at its cell, with what to do."""

    code: Series[str] = pa.Field(title="问题代码")
    severity: Series[str] = pa.Field(title="轻重", isin=list(Severity))
    unit_code: Series[str] = pa.Field(title="单位代码")
    path: Series[str] = pa.Field(title="文件")
    sheet: Series[str] = pa.Field(title="工作表")
    cell: Series[str] = pa.Field(title="单元格")
    found: Series[str] = pa.Field(title="填写内容")
    expected: Series[str] = pa.Field(title="应为")
    action: Series[str] = pa.Field(title="怎样处理")
    clause: Series[str] = pa.Field(title="依据条款")
    row_id: Series[int] = pa.Field(title="行号", description="对应填报行，无对应行为 -1")


class Parsed(Table):
    """填报行（已解析）: one row per filled line of either book that could be read whole; what a book has not is blank."""

    row_id: Series[int] = pa.Field(title="行号", unique=True)
    row_key: Series[str] = pa.Field(title="行标识", description="单位代码-台账-行@文件，用于追溯与排序")
    unit_code: Series[str] = pa.Field(title="单位代码", str_length={"min_value": 1})
    path: Series[str] = pa.Field(title="文件")
    sheet: Series[str] = pa.Field(title="工作表")
    book: Series[str] = pa.Field(title="台账", isin=list(RETURNED_BOOKS))
    sheet_row: Series[int] = pa.Field(title="表内行号", ge=1)
    day: Series[pd.Timestamp] = pa.Field(title="日期", description="采用日期；报送台账为报送日期")
    title: Series[str] = pa.Field(title="刊发标题", description="报送台账为报送标题", str_length={"min_value": 1})
    story_no: Series[str] = pa.Field(title="稿件编号")
    genre: Series[str] = pa.Field(title="体裁")
    authors: Series[str] = pa.Field(title="撰稿人", description="按署名顺序，以顿号分隔；空为未填")
    partners: Series[str] = pa.Field(title="合作单位", description="以顿号分隔")
    reviewer: Series[str] = pa.Field(title="审稿人")
    matter: Series[str] = pa.Field(title="事项类别", description="报送台账：稿件、新闻线索、采访服务、约稿等")
    importance: Series[str] = pa.Field(title="重要程度")
    sent_to: Series[str] = pa.Field(title="接收单位")
    submitted_at: Series[pd.Timestamp] = pa.Field(title="报送时间", nullable=True)
    due_at: Series[pd.Timestamp] = pa.Field(title="应报时间", nullable=True)
    outlet_text: Series[str] = pa.Field(title="媒体刊物全称")
    programme: Series[str] = pa.Field(title="栏目或节目")
    method: Series[str] = pa.Field(title="采用方式")
    origin: Series[str] = pa.Field(title="原发或转载")
    published_on: Series[pd.Timestamp] = pa.Field(title="采用日期", nullable=True)
    page: Series[int] = pa.Field(title="版次", description="0 为未填", ge=0)
    position: Series[int] = pa.Field(title="题次或条序", description="0 为未填", ge=0)
    length: Series[int] = pa.Field(title="字数", description="0 为未填", ge=0)
    fee: Series[int] = pa.Field(title="稿费（分）", description="0 为未填", ge=0)
    instruction_level: Series[str] = pa.Field(title="批示领导层级")
    channel: Series[str] = pa.Field(title="投稿渠道", description="空为没有这一栏；未填按局推荐")
    precleared_on: Series[pd.Timestamp] = pa.Field(title="报局审核日期", nullable=True)
    paid: Series[bool] = pa.Field(title="是否有偿")
    url: Series[str] = pa.Field(title="网址")
    evidence_kinds: Series[str] = pa.Field(title="证明材料种类", description="以顿号分隔；空为没有")
    evidence_no: Series[str] = pa.Field(title="证明材料编号")
    head_signature: Series[str] = pa.Field(title="科室负责人签批")
    leader_signature: Series[str] = pa.Field(title="分管领导签批")
    remark: Series[str] = pa.Field(title="备注")


class Rows(Table):
    """处理结果: every line found in every workbook, with its one verdict and reason."""

    row_id: Series[int] = pa.Field(title="行号", unique=True)
    row_key: Series[str] = pa.Field(title="行标识")
    unit_code: Series[str] = pa.Field(title="单位代码")
    unit_name: Series[str] = pa.Field(title="单位")
    path: Series[str] = pa.Field(title="文件")
    sheet: Series[str] = pa.Field(title="工作表")
    sheet_row: Series[int] = pa.Field(title="表内行号", ge=1)
    book: Series[str] = pa.Field(title="台账", isin=list(Book))
    verdict: Series[str] = pa.Field(title="处理结果", isin=list(Verdict))
    reason_code: Series[str] = pa.Field(title="理由代码")
    reason: Series[str] = pa.Field(title="理由")
    clause: Series[str] = pa.Field(title="依据条款")
    title: Series[str] = pa.Field(title="刊发标题")
    outlet_text: Series[str] = pa.Field(title="填写的媒体")


class Facts(Parsed):
    """填报行（已核对）: parsed rows with the facts that rules may test. Facts, not verdicts."""

    period: Series[str] = pa.Field(title="考核期")
    unit_class: Series[str] = pa.Field(title="单位类别")
    headcount: Series[int] = pa.Field(title="单位人数", description="名录所列；0 为未填", ge=0)
    units: Series[str] = pa.Field(title="合写单位", description="本单位与合作单位的代码，以顿号分隔；问号为名录外")
    unit_count: Series[int] = pa.Field(title="合作单位数", description="连同本单位", ge=1)
    outlet: Series[str] = pa.Field(title="媒体", description="名录中的名称，报送台账为接收单位；空为名录外")
    outlet_kind: Series[str] = pa.Field(title="媒体类型")
    tier: Series[str] = pa.Field(title="级别", description="考核办法中的级别代号；空为名录外")
    in_targets: Series[bool] = pa.Field(title="任务媒体", description="是否在任务认定的媒体之列")
    in_cash: Series[bool] = pa.Field(title="现金媒体", description="是否经办公室列为现金认定媒体")
    story: Series[str] = pa.Field(title="稿件", description="同一稿件的各行此项相同")
    outlets_of_story: Series[int] = pa.Field(title="同稿媒体数", ge=0)
    uses_of_story: Series[int] = pa.Field(title="同稿采用次数", ge=0)
    tiers_of_story: Series[str] = pa.Field(title="同稿采用级别", description="级别代号，以顿号分隔")
    author_count: Series[int] = pa.Field(title="撰稿人数", ge=0)
    reviewer_count: Series[int] = pa.Field(title="审稿人数", ge=0)
    has_author: Series[bool] = pa.Field(title="有撰稿人")
    has_reviewer: Series[bool] = pa.Field(title="有审稿人")
    has_evidence: Series[bool] = pa.Field(title="有证明材料")
    precleared: Series[bool] = pa.Field(
        title="已报局审核", description="局推荐，或直接投稿而报局审核日期不晚于采用日期"
    )
    registered: Series[bool] = pa.Field(title="已列入报送台账", description="同一稿件在本单位报送台账中有一行")
    head_signed: Series[bool] = pa.Field(title="科室负责人已签批", description="采用明细的行看同一稿件的报送行")
    leader_signed: Series[bool] = pa.Field(title="分管领导已签批", description="采用明细的行看同一稿件的报送行")
    in_time: Series[bool] = pa.Field(title="按规定时间报送", description="报送时间不晚于应报时间；没有应报时间的算按时")
    heavy_rewrite: Series[bool] = pa.Field(title="大幅改动", description="经办公室认定；同一稿件各行此项相同")
    untrue: Series[bool] = pa.Field(title="失实", description="经办公室认定；同一稿件各行此项相同")
    ruling_ids: Series[str] = pa.Field(title="认定编号", description="涉及本行事实的认定，以顿号分隔")
    meets: Series[str] = pa.Field(title="认定标准", description="符合考核办法哪几项标准（代号），以顿号分隔")


class Settled(Facts):
    """认定明细: rows with facts and their verdict; only 认定 rows are scored."""

    verdict: Series[str] = pa.Field(title="处理结果", isin=list(Verdict))
    reason_code: Series[str] = pa.Field(title="理由代码")
    reason: Series[str] = pa.Field(title="理由")
    clause: Series[str] = pa.Field(title="依据条款")


class Rulings(Table):
    """认定事项: the office's word on a row or a manual entry, signed and reasoned. Keyed by content."""

    ruling_id: Series[str] = pa.Field(title="认定编号")
    unit_code: Series[str] = pa.Field(title="单位代码")
    book: Series[str] = pa.Field(title="台账", description="对媒体、来件的认定为空", isin=["", *Book])
    title: Series[str] = pa.Field(title="标题")
    outlet: Series[str] = pa.Field(title="媒体")
    published_on: Series[str] = pa.Field(title="采用日期")
    kind: Series[str] = pa.Field(title="认定种类")
    proposed_by: Series[str] = pa.Field(title="提出人")
    checked_by: Series[str] = pa.Field(title="复核人")
    approved_by: Series[str] = pa.Field(title="批准人")
    grounds: Series[str] = pa.Field(title="依据材料")
    ruled_on: Series[str] = pa.Field(title="日期")
    file: Series[str] = pa.Field(title="文件", description="受理迟报、收下被扣来件、不受理更正的填来件处理结果中的文件")
    same_as: Series[str] = pa.Field(
        title="与哪一篇相同", description="同一稿件的填另一篇的标题，外单位的前加单位代码和冒号"
    )
    tier: Series[str] = pa.Field(title="级别", description="媒体定级的填考核办法中的级别名称")
    outlet_kind: Series[str] = pa.Field(title="媒体类型", description="媒体定级的填")
    in_targets: Series[str] = pa.Field(title="任务媒体", description="媒体定级的填是或否")
    in_cash: Series[str] = pa.Field(title="现金媒体", description="媒体定级的填是或否")


class RulingEffects(Rulings):
    """认定事项: the office's rulings of the period, each with what came of it."""

    effect: Series[str] = pa.Field(title="效力", isin=list(Effect))
    effect_note: Series[str] = pa.Field(title="效力说明")


class Differences(Table):
    """更正差异: what a correction that came after the deadline would change in the return that counts, cell by cell."""

    unit_code: Series[str] = pa.Field(title="单位代码")
    path: Series[str] = pa.Field(title="更正文件")
    counted_path: Series[str] = pa.Field(title="计入的文件")
    book: Series[str] = pa.Field(title="台账", isin=list(RETURNED_BOOKS))
    sheet: Series[str] = pa.Field(title="工作表")
    cell: Series[str] = pa.Field(
        title="单元格", description="计入的文件中的位置；增加的行为更正文件中的行；空为整个工作表"
    )
    column: Series[str] = pa.Field(title="栏目", description="整行增加或减少的为整行")
    counted: Series[str] = pa.Field(title="计入的内容")
    corrected: Series[str] = pa.Field(title="更正后的内容")
    asked: Series[bool] = pa.Field(title="要求补正的", description="退补所列的单元格")


class Entries(Table):
    """登记事项: what no unit reports and the office enters and signs, e.g. 负面曝光; the assessment says what it earns."""

    entry_id: Series[str] = pa.Field(title="登记编号", unique=True)
    kind: Series[str] = pa.Field(title="种类", description="考核办法所列登记事项的种类")
    unit_code: Series[str] = pa.Field(title="单位代码")
    person: Series[str] = pa.Field(title="人员", description="涉及个人的填工号")
    level: Series[str] = pa.Field(title="档次", description="考核办法分档的填档次")
    subject: Series[str] = pa.Field(title="事由")
    happened_on: Series[str] = pa.Field(title="发生日期")
    proposed_by: Series[str] = pa.Field(title="提出人")
    checked_by: Series[str] = pa.Field(title="复核人")
    approved_by: Series[str] = pa.Field(title="批准人")
    grounds: Series[str] = pa.Field(title="依据材料")
    entered_on: Series[str] = pa.Field(title="登记日期")
