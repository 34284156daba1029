"""The report of a month on paper, A4: in short, then every table with bars. The same figures as the page, in the page's language."""

from datetime import date

from babel.dates import format_date
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.insights.closing import TABLES
from bot.insights.period import Period
from bot.insights.words import FigureWords
from knowledge_base.composing import DATE_LOCALES
from rumours.sharing.fonts import NoFont, family_for

__all__ = ["NoFont", "report_of"]

_EDGE, _NAME, _BAR = 18.0, 74.0, 62.0  # millimetres: margin, width of the names, longest bar
_INK, _QUIET, _PRESS = (27, 31, 35), (70, 76, 81), (11, 93, 91)
_RTL = ("ar", "ur")
MOST_SHOWN = 20


def report_of(period: Period, month: date, words: FigureWords, publisher: str, today: date) -> bytes:
    """PDF. Raises NoFont."""
    paper = _Paper(period, words, publisher, today)
    paper.begin(f"{words.t['title']} \u00b7 {format_date(month, 'LLLL y', locale=words.language)}")
    if period.total is None:
        paper.say(words.t["little"], 12, "B", _INK, 1)
        paper.say(words.t["little_words"], 10.5, "", _INK, 4)
    else:
        paper.in_short()
        for table in TABLES[1:]:
            paper.bars_of(table)
    paper.say(words.t["intro"], 9, "", _QUIET, 1)
    paper.say(words.t["limits"], 9, "", _QUIET, 0)
    return bytes(paper.output())


class _Paper(FPDF):
    """Pages that are written from the side where the language begins."""

    def __init__(self, period: Period, words: FigureWords, publisher: str, today: date):
        super().__init__(unit="mm", format="A4")
        self._period, self._words = period, words
        self._rtl = words.language in _RTL
        day = format_date(today, "long", locale=DATE_LOCALES.get(words.language, words.language))
        self._made = words.t["made"].format(date=day, operator=publisher)
        family = family_for(self._letters())
        self.add_font("own", "", family.plain)
        self.add_font("own", "B", family.bold)
        self.set_text_shaping(True, direction="rtl" if self._rtl else "ltr", language=words.language)
        self.set_margin(_EDGE)
        self.set_auto_page_break(True, margin=_EDGE + 4)
        self.set_lang(words.language)
        self.set_author("Harrera")

    def begin(self, title: str) -> None:
        self.set_title(title)
        self.add_page()
        self.say("Harrera", 11, "B", _PRESS, 2)
        self.say(title, 19, "B", _INK, 2)
        self.say(self._made, 9.5, "", _QUIET, 5)

    def footer(self) -> None:
        self.set_y(-_EDGE)
        self.set_font("own", "", 8.5)
        self.set_text_color(*_QUIET)
        self.cell(0, 5, self._words.t["page"].format(number=self.page_no()), align="C")

    def in_short(self) -> None:
        words, period = self._words, self._period
        self.say(words.t["in_short"], 13, "B", _INK, 1.5)
        total = next(iter(period.tables["total"]))
        lines = (
            ("asked", words.often(total, 1)),
            ("unanswered", words.share(period.unanswered)),
            ("helpful_share", words.share(period.helpful)),
        )
        for key, said in lines:
            self.say(f"{words.t[key]}: {said}", 10.5, "", _INK, 0.8)
        self.ln(4)

    def bars_of(self, table: str) -> None:
        """Nothing when there is nothing to show."""
        bars = self._period.most(table, MOST_SHOWN) if table not in ("hours",) else self._period.tables[table]
        longest = max((bar.n or 0 for bar in bars), default=0)
        if not longest:
            return
        if self.will_page_break(30):
            self.add_page()
        self.say(self._words.t["tables"][table], 13, "B", _INK, 1.5)
        for bar in bars:
            self._bar(self._words.name(table, bar.key), self._words.often(bar, 1), (bar.n or 0) / longest)
        self.ln(4)

    def say(self, text: str, points: float, style: str, colour: tuple, after: float) -> None:
        self.set_font("own", style, points)
        self.set_text_color(*colour)
        self.multi_cell(0, points * 0.5, text, align="R" if self._rtl else "L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(after)

    def _bar(self, name: str, often: str, part: float) -> None:
        """Name, bar and how often, from the right to the left where people read so."""
        if self.will_page_break(6):
            self.add_page()
        top, width = self.get_y(), self.w - 2 * _EDGE
        self.set_font("own", "", 9.5)
        self.set_text_color(*_INK)
        self.set_x(self.w - _EDGE - _NAME if self._rtl else _EDGE)
        self.cell(_NAME, 5.6, self._cut(name), align="R" if self._rtl else "L")
        start, long = _NAME + 2, max(0.4, _BAR * part) if part else 0.0
        self.set_fill_color(*_PRESS)
        if long:
            self.rect(self.w - _EDGE - start - long if self._rtl else _EDGE + start, top + 1, long, 3.6, style="F")
        self.set_x(_EDGE if self._rtl else _EDGE + start + long + 2)
        self.cell(width - start - long - 2, 5.6, often, align="R" if self._rtl else "L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _cut(self, name: str) -> str:
        while self.get_string_width(name) > _NAME and len(name) > 2:
            name = f"{name[:-2].rstrip()}\u2026"
        return name

    def _letters(self) -> str:
        """Everything that may have to be drawn."""
        names = [self._words.name(table, bar.key) for table in TABLES for bar in self._period.tables[table]]
        words = [text for text in self._words.t.values() if isinstance(text, str)]
        return "\n".join([*names, *words, *self._words.t["tables"].values(), self._made, "0123456789\u2013\u2026\u00b7"])
