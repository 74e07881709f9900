"""What a longer span is added up from: its periods as they were scored, and the spans it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from pipeline.decided import Decided, decided
from pipeline.history import Counted
from pipeline.period import Period
from pipeline.run import Outcome, Scored, Setting
from pipeline.summed.parts import Parts, period_of_span
from pipeline.summed.tables import whose
from schemas.assessment import Assessment
from schemas.ledger import Ledger
from schemas.vocabulary import Measure


@dataclass(frozen=True)
class Matter:
    """Everything of a span that its figures are made from; nothing here is scored."""

    setting: Setting
    parts: Parts
    scored: Mapping[str, Scored]
    """Every period needed, oldest first."""
    outcomes: tuple[Outcome, ...]
    """What the known periods of the span came to, oldest first."""
    before: Parts | None
    """The span before, where it is wholly known."""
    last_year: Parts | None
    """The same span a year ago, where it is wholly known."""

    @cached_property
    def period(self) -> Period:
        """The span itself."""
        return period_of_span(self.setting, self.parts)

    @cached_property
    def now(self) -> Setting:
        """With the rules in force at the end of the last period known."""
        return self.setting.at(self.parts.known[-1])

    @cached_property
    def every(self) -> list[Counted]:
        """Every period scored."""
        return [Counted(one.checked.period, one.ledger) for one in self.scored.values()]

    @cached_property
    def inside(self) -> list[Counted]:
        """The known periods of the span."""
        return [one for one in self.every if one.period.which in self.parts.known]

    @cached_property
    def year(self) -> list[Counted]:
        """The known periods of the assessed year up to the span's end."""
        return [one for one in self.every if one.period.assessed_year == self.period.assessed_year]

    @cached_property
    def assessment(self) -> Assessment:
        """The rules in force at the end, with the clauses of those they replaced within the span."""
        rules = self.now.rules.assessment
        plans = [one.setting.rules.assessment for one in self.outcomes]
        clauses = {f"{whose(plan, rules)}{name}": said for plan in plans for name, said in plan.clauses.items()}
        return rules.model_copy(update={"clauses": clauses})

    @cached_property
    def decisions(self) -> tuple[Decided, ...]:
        """The office's decisions at the end, then those they replaced within the span, with the last period they held for."""
        now, former = decided(self.now.rules), dict[Decided, Period]()
        for one in self.outcomes:
            rules = one.setting.rules
            title = whose(rules.assessment, self.now.rules.assessment)
            cited = [replace(made, clause=f"{title}{made.clause}") for made in decided(rules)]
            former |= {made: one.scored.checked.period for made in cited if made not in now}
        held = (replace(made, answer=f"{made.answer}（适用至{last.label}）") for made, last in former.items())
        return *now, *held

    def ledger_of(self, parts: Parts | None) -> pd.DataFrame:
        """The ledgers of the periods of a span compared with; blank for none."""
        return pd.concat([Ledger.blank(), *(self.scored[one.id].ledger for one in (parts.known if parts else ()))])

    def items_of(self, parts: Parts) -> int:
        """The items adopted in a span compared with."""
        lines = self.ledger_of(parts)
        return int(lines.loc[lines["measure"] == Measure.ITEMS, "amount"].sum())
