"""An invoice on paper: one PDF page or more, in the customer's language.

The typeface is DejaVu Sans, which has all letters of our languages; it is part of matplotlib, and only what is used of it
goes into the document.
"""

from collections.abc import Mapping
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_currency
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout
from fpdf.fonts import FontFace

from bot.services.invoices import Invoice
from bot.shop.money import Money

FONT = "DejaVu"
STYLES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
# Points and millimetres.
TITLE_SIZE, TEXT_SIZE, LINE_HEIGHT = 20, 10, 6
COLUMNS = (95, 20, 37, 38)
PALE = (240, 240, 240)


class InvoiceDocument:
    """Writes one invoice; `labels` holds the words of bot/channels/invoices/labels.py in the language."""

    def __init__(self, invoice: Invoice, seller: str, labels: Mapping[str, str], language: str) -> None:
        self.invoice = invoice
        self.seller = seller
        self.labels = labels
        self.language = language

    def pdf(self, paid_by: list[tuple[str, Money]]) -> bytes:
        """The document; `paid_by` is what was paid by which way, in words."""
        page = self._blank()
        self._write_head(page)
        self._write_lines(page)
        self._write_foot(page, paid_by)
        return bytes(page.output())

    def _blank(self) -> FPDF:
        page = FPDF(format="A4")
        for style, file in STYLES.items():
            page.add_font(FONT, style, str(font_folder() / file))
        page.set_title(f"{self.labels['title']} {self.invoice.order_number}")
        page.set_author(self.seller)
        page.set_lang(self.language)
        page.add_page()
        return page

    def _write_head(self, page: FPDF) -> None:
        invoice, labels = self.invoice, self.labels
        self._write(page, self.seller)
        page.ln(LINE_HEIGHT)
        page.set_font(FONT, "B", TITLE_SIZE)
        self._write(page, labels["title"], height=2 * LINE_HEIGHT, keep_font=True)
        self._write(page, f"{labels['order']}: {invoice.order_number}")
        if invoice.ordered_on is not None:
            self._write(page, f"{labels['date']}: {format_date(invoice.ordered_on, 'long', locale=self.language)}")
        page.ln(LINE_HEIGHT)
        address = invoice.address
        place = " ".join(filter(None, [address.postcode, address.city, address.region]))
        for line in (f"{labels['customer']}:", invoice.customer_name, address.line1, address.line2, place, address.country):
            if line:
                self._write(page, line)
        page.ln(LINE_HEIGHT)

    def _write_lines(self, page: FPDF) -> None:
        heads = FontFace(emphasis="BOLD", fill_color=PALE)
        alignment = (Align.L, Align.R, Align.R, Align.R)
        with page.table(
            col_widths=COLUMNS,
            text_align=alignment,
            headings_style=heads,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=LINE_HEIGHT,
        ) as table:
            table.row([self.labels[name] for name in ("article", "quantity", "price", "amount")])
            for line in self.invoice.lines:
                table.row([line.title, str(line.quantity), self._money(line.price), self._money(line.total)])

    def _write_foot(self, page: FPDF, paid_by: list[tuple[str, Money]]) -> None:
        page.ln(LINE_HEIGHT)
        page.set_font(FONT, "B", TEXT_SIZE)
        self._write(page, f"{self.labels['total']}: {self._money(self.invoice.total)}", keep_font=True, align=Align.R)
        for way, amount in paid_by:
            self._write(page, f"{self.labels['paid']} ({way}): {self._money(amount)}", align=Align.R)
        if self.invoice.is_cancelled:
            self._write(page, self.labels["cancelled"])

    def _write(
        self, page: FPDF, text: str, *, height: float = LINE_HEIGHT, keep_font: bool = False, align: Align = Align.L
    ) -> None:
        if not keep_font:
            page.set_font(FONT, "", TEXT_SIZE)
        page.multi_cell(0, height, text, align=align, new_x="LMARGIN", new_y="NEXT")

    def _money(self, amount: Money) -> str:
        return format_currency(amount.amount, amount.currency, locale=self.language)


@cache
def font_folder() -> Path:
    """Found on the disk alone: to import matplotlib takes a second, and the serving process has a stand-in for it."""
    spec = PathFinder.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib, which holds the typeface of invoices, is not installed")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
