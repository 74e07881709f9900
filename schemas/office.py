"""The office's own settings: `inputs/office.yaml`."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, field_validator, model_validator

from schemas.strict import Strict


class Contact(Strict):
    """Whom units ask."""

    person: str
    phone: str


class Brief(Strict):
    """What stands on a 简报, where it is not what follows from the office's names and addressees."""

    name: str = Field(default="", description="简报名称；不填为发文机关全称加“信息宣传简报”")
    issuer: str = Field(default="", description="编发单位；不填为发文机关的承办科室")
    running_number: bool = Field(default=False, description="期数后面另写总期数")
    reported_to: str = Field(default="", description="报；不填就没有这一行")
    sent_to: str = Field(default="", description="送；不填即抄送")
    issued_to: str = Field(default="", description="发；不填即主送")


class Mailbox(Strict):
    """The mailbox units send to. The password comes from the environment or the keyring, never from a file."""

    host: str = Field(min_length=1)
    user: str = Field(min_length=1)
    port: int = Field(default=993, ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = Field(default="tls", description="none 只许用于本机")
    folder: str = "INBOX"
    server: str = Field(default="", description="本单位邮件服务器在 Authentication-Results 中的名称；空为不看验证结果")
    unmarked: Literal["accept", "hold"] = Field(default="accept", description="没有验证标记的来件：收下或者留给经办人")

    @model_validator(mode="after")
    def _password_in_the_open_only_at_home(self) -> Mailbox:
        if self.security == "none" and not _is_loopback(self.host):
            raise ValueError("security: none 不加密，只许用于本机；请写 tls，或者 starttls（端口一般为 143）")
        if self.security != "tls" and self.port == 993:
            raise ValueError("端口 993 只用于 security: tls；starttls 的端口一般为 143")
        return self


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Decision(Strict):
    """How the office settled what its assessment leaves open: a named reading or a value, by whom, when."""

    reading: str = ""
    value: Any = None
    by: str = Field(min_length=1)
    on: date
    note: str = ""

    @model_validator(mode="after")
    def _either_reading_or_value(self) -> Decision:
        if bool(self.reading) == (self.value is not None):
            raise ValueError("决定要么写 reading（所选读法），要么写 value（所定数值），不能都写或都不写")
        return self


Decisions = Annotated[dict[str, Decision], BeforeValidator(lambda given: {} if given is None else given)]
"""Path of a gap → how the office settled it; `decisions:` with nothing below it yet is none."""


class Former(Strict):
    """Rules that were in force until a day (included): the last day of a period of theirs."""

    assessment: str
    until: date
    decisions: Decisions = {}


class Office(Strict):
    """An office: its names as printed, its assessment, its calendar and its decisions."""

    name: str = Field(description="发文机关全称")
    masthead: str = Field(description="红头文字")
    department: str = Field(description="承办科室")
    system: str = Field(description="考核范围的称呼，如“全县教育系统”")
    assessment: str = Field(description="考核办法代号，即 schemas/assessments/ 下的文件名")
    timezone: str = "Asia/Shanghai"
    addressed_to: str = Field(description="主送")
    copied_to: str = Field(description="抄送")
    contact: Contact
    brief: Brief = Field(default=Brief(), description="简报（月报）的刊头和报、送、发")
    public_names_problems: bool = Field(
        default=False, description="公开稿是否点名：各单位的报表情况和任务完成情况；不填为不点名"
    )
    classes: list[str] = Field(description="单位类别，按通报中的先后")
    days_off: list[date] = Field(default=[], description="本单位另定的休息日")
    days_on: list[date] = Field(default=[], description="本单位另定的上班日")
    decisions: Decisions = {}
    mailbox: Mailbox | None = Field(default=None, description="收件邮箱；不填则只收文件夹里的文件")
    mend_days: int = Field(default=3, ge=0, description="退补期限：截止后几个工作日之内补正")
    statement_days: int | None = Field(
        default=None, ge=1, description="核对单：几日内没有提出异议视为确认；不填则留空，由经办人填写"
    )
    former: list[Former] = Field(default=[], description="以前执行的办法，写到哪一天为止；往期照当时的办法重算")

    @property
    def full_department(self) -> str:
        """Office and department as one name; what one ends and the other begins with is said once (教育局、局办公室)."""
        lengths = range(min(len(self.name), len(self.department)), 0, -1)
        shared = next((n for n in lengths if self.name.endswith(self.department[:n])), 0)
        return self.name + self.department[shared:]

    @field_validator("former")
    @classmethod
    def _one_after_another(cls, former: list[Former]) -> list[Former]:
        days = [one.until for one in former]
        if days != sorted(set(days)):
            raise ValueError("以前的办法应由早到晚列出，until（执行到哪一天）不能相同")
        return former

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"没有“{name}”这个时区，中国大陆请写 Asia/Shanghai") from error
        return name
