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
    "R22": Fault(Severity.WARNING, "每行各自填写", "此格与上面的格合并，已按合并的内容读入，请取消合并，每行分别填写"),
    "R23": Fault(Severity.WARNING, "不隐藏的行", "此行被隐藏，已照常读入，请核对"),
    "R24": Fault(Severity.NOTICE, "模板所列各列", "此列不在模板之内，没有读入"),
    "R25": Fault(Severity.WARNING, "模板所列各列", "缺少此列，按没有填写处理，请用本期模板补报"),
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
    "C01": Fault(Severity.ERROR, "必须填写", "此格没有填写，请补填"),
    "C02": Fault(Severity.ERROR, "能算出结果的内容", "公式出错或没有结果，请直接填写内容"),
    "C03": Fault(Severity.ERROR, "所列选项之一", "请从下拉选项中选一项"),
    "C04": Fault(Severity.ERROR, "一个真实的日期，如 2026-8-5", "认不出是哪一天，请写成年-月-日"),
    "C05": Fault(Severity.NOTICE, "年月日俱全的日期，如 2026-8-5", "没有写年份，已按统计期间补上，请核对"),
    "C06": Fault(Severity.NOTICE, "日期，如 2026-8-5", "此格是数字，已按表格的日期序号换算，请核对"),
    "C07": Fault(
        Severity.ERROR, "不晚于收到上报表的日期", "采用日期在收到上报表之后，请改正日期；尚未采用的，采用后再报"
    ),
    "C08": Fault(Severity.NOTICE, "与名录一致的写法", "已按名录归一，请以后照名录填写"),
    "C11": Fault(Severity.WARNING, "所列选项之一", "没有填写，已按“否”或“局推荐”处理，请补填"),
    "C12": Fault(Severity.ERROR, "整数，如 820", "认不准是多少，请填阿拉伯数字的整数，不写“约”“多”等字"),
    "C13": Fault(Severity.ERROR, "日期和时间，如 2026-8-5 15:30", "只有日期，认不出几点几分，请把时间补上"),
    "C10": Fault(Severity.ERROR, "批示领导层级", "采用方式为批示的，请填批示领导层级"),
    "C14": Fault(Severity.NOTICE, "四位数的年份，如 2026-8-5", "年份只写了两位，已按统计期间补全，请核对"),
    "C15": Fault(Severity.ERROR, "分得清是哪一天的日期", "此格存成了数字，8.1 与 8.10 分不开，请写成年-月-日"),
    "C16": Fault(Severity.ERROR, "日期，如 2026-8-5", "此格是数字，按表格的日期序号换算不在统计期间，请写成年-月-日"),
    "C17": Fault(Severity.ERROR, "一个日期", "填了几个日期或一段时间，请只填一天；几天各采用一次的，分行填写"),
    "C18": Fault(Severity.ERROR, "年月日俱全的日期，如 2026-8-5", "没有写全，请补上是哪年哪月哪日"),
    "C19": Fault(Severity.ERROR, "年份写全四位的日期", "没有写全年份，统计期间内没有这一天，请写全年月日"),
    "C20": Fault(Severity.NOTICE, "只写姓名", "不是姓名，已略去，请以后只写姓名"),
    "C21": Fault(Severity.ERROR, "只写姓名", "分不清此人算不算本栏人员，请只写应算的人的姓名，用顿号隔开"),
    "C22": Fault(
        Severity.ERROR,
        "姓名，几人用顿号隔开",
        "分不清是不是姓名、是几个人，请写全姓名，用顿号隔开；确是一个人的姓名，请报办公室补入名录",
    ),
    "C23": Fault(Severity.NOTICE, "汉字、字母、数字和标点", "是表情符号或自造字，通报可能印不出，请以后改用文字"),
    "C24": Fault(Severity.ERROR, "姓名", "不是姓名，请写姓名；没有署名的，此格空着不填"),
    "C25": Fault(Severity.ERROR, "每个人的姓名", "人没有写全，请把姓名一一写出，用顿号隔开"),
    "C26": Fault(Severity.ERROR, "金额，如 85.5", "认不准是多少，请填以元为单位的数，最多两位小数"),
    "S11": Fault(
        Severity.ERROR, "名录中的单位", "此合作单位不在名录，请照名录填写单位全称；不是本局单位的，请告办公室"
    ),
    "A01": Fault(Severity.ERROR, "名录中的单位", "认不出填报单位，请用办公室发给本单位的模板填写"),
    "A02": Fault(
        Severity.ERROR, "同一单位的代码与名称", "模板所记单位与表头填写的单位不一致，请换用办公室发给本单位的模板填写"
    ),
    "A03": Fault(Severity.ERROR, "本考核期的模板", "不是本考核期的统计表，请换用本期模板"),
    "A07": Fault(Severity.ERROR, "现行版本的模板", "模板版本不对，请换用办公室本期发出的模板"),
    "A04": Fault(Severity.NOTICE, "确切的收到时间", "收到时间只知文件时间，不据此判逾期，请经办人登记"),
    "A05": Fault(
        Severity.WARNING, "没有填报行", "申报为零采用而表内有填报行，各行照常处理；如有采用，请把填报类型改为正常"
    ),
    "A06": Fault(Severity.ERROR, "登记时的原文件", "登记过的文件已不在文件夹内，请找回原件"),
    "A08": Fault(Severity.ERROR, "单位的登记邮箱发出的邮件", "发件人不是本单位的登记邮箱，请经办人核实后认定是否收下"),
    "A09": Fault(Severity.ERROR, "经邮件服务器验证的发件人", "发件人没有通过验证，请经办人核实后认定是否收下"),
    "A10": Fault(
        Severity.ERROR, "能打开的附件", "此件的附件取不出来，请在邮件程序中另存为 .eml，或把其中的统计表另存后放入"
    ),
    "A11": Fault(Severity.ERROR, "附有统计表的邮件", "邮件里没有统计表，请联系发件人补发"),
    "A12": Fault(Severity.NOTICE, "名录登记了单位的邮箱", "名录没有登记本单位的邮箱，没有核对发件人，请补登"),
    "A13": Fault(
        Severity.ERROR,
        "没有密码的 zip 压缩包",
        "压缩包打不开或没有全部打开，请发件人去掉密码、改用 zip，或者直接发送统计表",
    ),
    "A14": Fault(
        Severity.WARNING, "后收到的一份重报次数较大", "此件收到较晚而重报次数较小，已以重报次数大的一份为准，请核对"
    ),
    "A15": Fault(
        Severity.ERROR, "填好的统计表", "这是一份空表，请填好后重报；没有稿件被采用的，填报类型选“零采用申报”"
    ),
    "A20": Fault(
        Severity.WARNING,
        "提出、批准由不同的人担任，并回避本人所在单位",
        "认定、登记没有回避，请办公室换人复核后重新签署",
    ),
    "A21": Fault(Severity.WARNING, "针对计入的内容的认定", "认定没有起作用，请核对是否还需要认定"),
    "A22": Fault(Severity.NOTICE, "须由办公室认定的事项", "不认定也是这样，认定单可以撤回"),
    "A23": Fault(
        Severity.WARNING, "只改动退补要求补正的单元格", "截止后的更正还改了别处或者超过退补期限，待办公室认定是否受理"
    ),
    "A24": Fault(Severity.NOTICE, "截止前的上报表", "截止后的更正只改动了要求补正的单元格，已按更正后的内容计"),
    "S01": Fault(Severity.NOTICE, "名录中的人员", "此人不在名录，请核对姓名；姓名无误的，由办公室核对是否补入名录"),
    "S02": Fault(Severity.WARNING, "名录中的媒体", "请核对全称；写法无误的，由办公室定级后补入名录"),
    "S03": Fault(Severity.WARNING, "符合考核办法的要求", "请按要求补正"),
    "S04": Fault(
        Severity.ERROR,
        "统计期间之内的日期",
        "不在本期统计期间，本期不计；日期写错的请改正，没有写错的在所属的考核期填报",
    ),
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
    "S05": Fault(Severity.WARNING, "每条采用只填一行", "与前面一行完全相同，只计一次；是两次采用的，请改正媒体或日期"),
    "P01": Fault(Severity.WARNING, "办公室收稿登记中有的稿件", "收稿登记中没有这一篇，暂不计入，请与办公室核对"),
    "P02": Fault(Severity.NOTICE, "报送台账填写齐全", "收稿登记中有这一篇，已按收稿登记计入，请核对报送台账"),
    "P03": Fault(Severity.NOTICE, "与收稿登记一致", "与收稿登记不一致，以收稿登记为准，请核对"),
    "P04": Fault(Severity.WARNING, "与实物相符的证明材料", "经核验，证明材料与所填不符，按没有证明材料处理"),
    "P05": Fault(Severity.WARNING, "证明材料齐全", "证明材料待补，补齐前暂不认定，请补交"),
    "P06": Fault(Severity.NOTICE, "现行上报表中的信息", "核验单上的这一行已不在现行上报表中，核验结果不再适用"),
    "P07": Fault(Severity.NOTICE, "考核办法用得到的表", "考核办法没有与这张表有关的规定，只存入审计表"),
    "P08": Fault(Severity.WARNING, "与认定一致的核验结果", "已按认定计入，而证明材料核验为不符或待补，请办公室核对"),
}
"""What is wrong at a cell or of a receipt."""

FAULTS = FILE_FAULTS | CELL_FAULTS
NOT_TO_MEND = frozenset({"R21", "R22", "R23", "R35", "P08", "S02", "S04", "S05", "S07", "S10"})
"""Warnings and errors at cells that ask the unit for no other value: the office grades or settles, another period takes the
row, or only the way of filling in was wrong."""


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
