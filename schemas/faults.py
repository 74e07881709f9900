"""The catalogue of findings: code, severity, what was expected, what to do. Messages speak to the sender."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocabulary import Severity


@dataclass(frozen=True)
class Fault:
    """One kind of finding."""

    severity: Severity
    expected: str
    action: str


FILE_FAULTS: dict[str, Fault] = {
    "R01": Fault(Severity.ERROR, "有内容的 Excel 文件", "文件是空的（0字节），请重新发送"),
    "R02": Fault(Severity.ERROR, "完好的 Excel 文件", "文件已损坏，请用原表另存后重新发送"),
    "R03": Fault(Severity.ERROR, "Excel、WPS、ODS 或 CSV 表", "内容不是 Excel 表，请在统计表模板上填写后发送"),
    "R04": Fault(Severity.ERROR, "没有设密码的 Excel 文件", "请取消打开密码后重新发送"),
    "R05": Fault(Severity.ERROR, "大小正常的 Excel 文件", "文件展开后过大，请在统计表模板上重新填写后发送"),
    "R06": Fault(Severity.ERROR, "不含外部定义的 Excel 文件", "文件含有不允许的内容，请在统计表模板上重新填写后发送"),
    "R07": Fault(Severity.ERROR, "表格范围之内的内容", "表格远处有内容或范围过大，请删去表外内容后重新发送"),
    "R08": Fault(
        Severity.ERROR, "每个单元格只有一个值", "文件内部有重复的单元格、行或部件，请用 Excel 或 WPS 另存后重新发送"
    ),
    "R09": Fault(Severity.ERROR, "读得出的 Excel 文件", "读取时出错，请用 Excel 或 WPS 另存后重新发送"),
    "R10": Fault(Severity.ERROR, "含有“采用明细”工作表", "找不到采用明细表，请在统计表模板上填写后发送"),
    "R11": Fault(Severity.ERROR, "表头各列齐全且不重复", "请恢复模板的表头后重新发送"),
    "R30": Fault(Severity.ERROR, "填报行都在表头以下", "表头以上有填报行，请移到表头以下后重新发送"),
    "R31": Fault(Severity.ERROR, "一个工作表一个表头", "一个工作表内有两个表头，请合成本单位的一张表后重新发送"),
}
"""Why a whole file is set aside (隔离)."""

CELL_FAULTS: dict[str, Fault] = {
    "R21": Fault(Severity.WARNING, "直接填写的内容", "此格是公式，已按算出的结果读入，请改为直接填写"),
    "R22": Fault(Severity.WARNING, "每行各自填写", "此格与上面的行合并，已按合并的内容读入，请取消合并分别填写"),
    "R23": Fault(Severity.WARNING, "不隐藏的行", "此行被隐藏，已照常读入，请核对"),
    "R24": Fault(Severity.NOTICE, "模板所列各列", "此列不在模板之内，未读入"),
    "R25": Fault(Severity.WARNING, "模板所列各列", "缺少此列，按未填处理"),
    "R26": Fault(Severity.NOTICE, "表头在模板原处", "表头位置有变动，已按实际位置读入"),
    "R27": Fault(Severity.NOTICE, "模板所带的工作表", "另有工作表，其中的内容未读入，请核对"),
    "R28": Fault(Severity.NOTICE, "表头以上只有模板的内容", "表头以上另有文字，未读入，请核对"),
    "R29": Fault(Severity.WARNING, "表格各列之内的内容", "此格在表格各列之外，未读入，需要说明的请写入备注"),
    "R32": Fault(Severity.NOTICE, "不隐藏的列", "此列被隐藏，已照常读入，请核对"),
    "R33": Fault(Severity.ERROR, "只有本单位的填报行", "表内有其他单位的行，请各单位分别上报，或由经办人核实后认定"),
    "R34": Fault(Severity.WARNING, "与表内行数一致", "自报的条数与表内行数不符，已以各行为准，请核对有无漏行"),
    "R35": Fault(Severity.WARNING, "每格分别填写", "此处几列合并，只按最左上一格读入，请取消合并分别填写"),
    "R36": Fault(Severity.NOTICE, "带有模板记录的工作簿", "没有模板记录，已按表头的单位和统计期间认定，请核对"),
    "R37": Fault(Severity.WARNING, "本考核期的统计期间", "表头的统计期间与模板所记考核期不一致，已按模板处理，请核对"),
    "R38": Fault(Severity.NOTICE, "不带宏的工作簿", "文件带有宏，没有运行，只读取了单元格"),
    "R39": Fault(Severity.NOTICE, "单元格内的文字", "文件带有批注或文本框，其中的文字未读入，请核对"),
    "C01": Fault(Severity.ERROR, "必须填写", "请补填"),
    "C02": Fault(Severity.ERROR, "能算出结果的内容", "公式出错或没有结果，请改为直接填写"),
    "C03": Fault(Severity.ERROR, "所列选项之一", "请从下拉选项中选择"),
    "C04": Fault(Severity.ERROR, "年月日俱全的真实日期，如 2026-8-5", "请改正日期"),
    "C05": Fault(Severity.NOTICE, "年月日俱全的日期", "没有写年份，已按统计期间补上，请核对"),
    "C06": Fault(Severity.NOTICE, "日期", "此格为数字，已按表格日期序号换算，请核对"),
    "C07": Fault(Severity.ERROR, "不晚于收到上报表的日期", "采用日期在来件之后，请核对"),
    "C08": Fault(Severity.NOTICE, "与名录一致的写法", "已按名录归一，请以后照名录填写"),
    "C11": Fault(Severity.WARNING, "所列选项之一", "没有填写，已按“否”或“局推荐”处理，请补填"),
    "C12": Fault(Severity.ERROR, "整数，如 3", "请填阿拉伯数字的整数，不写单位"),
    "C13": Fault(Severity.ERROR, "日期和时间，如 2026-8-5 15:30", "请把日期和时间写全"),
    "C10": Fault(Severity.ERROR, "批示领导层级", "采用方式为批示的，须填写批示领导层级"),
    "A01": Fault(Severity.ERROR, "名录中的单位", "认不出填报单位，请用办公室发给本单位的模板填写"),
    "A02": Fault(Severity.ERROR, "同一单位的代码与名称", "模板所记单位与表头填写的单位不一致，请核对"),
    "A03": Fault(Severity.ERROR, "本考核期的模板", "不是本考核期的统计表，请换用本期模板"),
    "A07": Fault(Severity.ERROR, "现行版本的模板", "模板版本不对，请换用办公室本期发出的模板"),
    "A04": Fault(Severity.NOTICE, "确切的收到时间", "收到时间只知文件时间，不据此判逾期，请经办人登记"),
    "A05": Fault(Severity.WARNING, "没有填报行", "申报为零采用而表内有填报行，请核对；各行照常处理"),
    "A06": Fault(Severity.ERROR, "登记时的原文件", "登记过的文件已不在文件夹内，请找回原件"),
    "A08": Fault(Severity.ERROR, "单位的登记邮箱发出的邮件", "发件人不是本单位的登记邮箱，请经办人核实后认定是否收下"),
    "A09": Fault(Severity.ERROR, "经邮件服务器验证的发件人", "发件人没有通过验证，请经办人核实后认定是否收下"),
    "A10": Fault(
        Severity.ERROR, "能打开的附件", "此件的附件取不出来，请在邮件程序中另存为 .eml，或把其中的统计表另存后放入"
    ),
    "A11": Fault(Severity.ERROR, "附有统计表的邮件", "邮件里没有统计表，请联系发件人补发"),
    "A12": Fault(Severity.NOTICE, "名录登记了单位的邮箱", "名录没有登记本单位的邮箱，没有核对发件人，请补登"),
    "S01": Fault(Severity.NOTICE, "名录中的人员", "此人不在名录，请办公室核对是否补入名录"),
    "S02": Fault(Severity.WARNING, "名录中的媒体", "此媒体不在名录，请办公室定级后补入名录"),
    "S03": Fault(Severity.WARNING, "符合考核办法的要求", "请按要求补正"),
    "S04": Fault(Severity.ERROR, "统计期间之内的日期", "不在本期统计期间，请在所属的考核期填报"),
    "S07": Fault(
        Severity.WARNING,
        "考核办法或本单位决定中有适用的标准",
        "已认定，但没有适用的标准，没有计分或计奖，请办公室核对标准",
    ),
    "S06": Fault(
        Severity.NOTICE, "一篇稿件一个标题", "同一标题有不同的撰稿人或单位，已按不同稿件计，请核对是否同一稿件"
    ),
    "S08": Fault(
        Severity.WARNING, "一个稿件编号只属于一篇稿件", "同一稿件编号下标题和撰稿人都不同，已按同一稿件计，请核对编号"
    ),
    "S09": Fault(
        Severity.WARNING, "报送台账工作表", "考核办法考核报送，上报表中没有报送台账，报送任务无法核验，请用本期模板补报"
    ),
    "S10": Fault(Severity.WARNING, "名录中应承担的人员", "本单位没有完成任务，名录中没有应承担的人员，请核对人员身份"),
    "S05": Fault(Severity.WARNING, "每条采用只填一行", "与前面一行完全相同，只计一次"),
}
"""What is wrong at a cell or of a receipt."""

FAULTS = FILE_FAULTS | CELL_FAULTS


def finding_record(
    code: str, path: str, sheet: str = "", cell: str = "", found: str = "", unit_code: str = "", clause: str = "",
    row_id: int = -1, action: str = "",
) -> dict[str, str | int]:  # fmt: skip
    """One finding as a record of `records.Findings`, its words from the catalogue."""
    fault = FAULTS[code]
    return {
        "code": code,
        "severity": fault.severity,
        "unit_code": unit_code,
        "path": path,
        "sheet": sheet,
        "cell": cell,
        "found": found,
        "expected": fault.expected,
        "action": action or fault.action,
        "clause": clause,
        "row_id": row_id,
    }
