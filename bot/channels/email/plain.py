"""What a mail says, without what it quotes: plain text, whatever it came as."""

import re
from html.parser import HTMLParser

# Elements that hold no words for people, and those that begin a new line.
SILENT = {"script", "style", "head", "title", "template"}
LINES = {"p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "h4", "ul", "ol", "hr"}
# Never closed, so nothing can be inside of them.
VOID = {"br", "hr", "img", "meta", "link", "input", "wbr", "col", "area", "base", "source"}
# How mail programs mark what they quote.
QUOTES = re.compile(r"gmail_quote|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend")

# -- , the standard's own sign that a signature follows; and the rules by which programs part off what they quote.
SIGNATURE = re.compile(r"^--\s*$")
RULE = re.compile(r"^(?:-{2,}\s?[^-].*[^-]\s?-{2,}|_{10,})$")
# "From: ...", "Sent: ..." in any language: three such lines with an address among them head a quoted mail.
HEADER = re.compile(r"^\*?[^\s:*]{2,20}:\*?\s+\S")
HEADER_LINES = 3
# "On Friday, Emma <emma@example.com> wrote:" may be broken into so many lines.
ATTRIBUTION_LINES = 3


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        # The open elements inside a silent or quoted one.
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            if tag not in VOID:
                self._hidden.append(tag)
            return
        marks = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
        is_quote = tag == "blockquote" or QUOTES.search(marks) is not None
        if (is_quote or tag in SILENT) and tag not in VOID:
            self._hidden.append(tag)
        if is_quote:
            self.words.append("\n>\n")
        elif tag in LINES:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            # What was left open inside of it ends with it.
            del self._hidden[len(self._hidden) - 1 - self._hidden[::-1].index(tag) :]
        elif tag in LINES:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(re.sub(r"\s+", " ", data))


def text_of_html(html: str) -> str:
    """Its words alone; a line with > stands for whatever is quoted."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = [line.strip() for line in "".join(parser.words).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def own_words(text: str) -> str:
    """What the sender wrote themselves: no quoted mail, no signature. Who answers between the quotes is read too."""
    lines = text.replace("\r\n", "\n").split("\n")
    above = "\n".join(lines[: _end(lines)]).strip()
    if above:
        return above
    between = [line for line in lines if not line.startswith(">")]
    return "\n".join(between[: _signature(between)]).strip()


def _end(lines: list[str]) -> int:
    """Where the sender's words end."""
    for number, line in enumerate(lines):
        if SIGNATURE.match(line) or RULE.match(line.strip()) or _is_head(lines[number : number + HEADER_LINES]):
            return number
        if line.startswith(">"):
            return _before_attribution(lines, number)
    return len(lines)


def _is_head(lines: list[str]) -> bool:
    return len(lines) == HEADER_LINES and all(HEADER.match(line) for line in lines) and any("@" in line for line in lines)


def _before_attribution(lines: list[str], quote: int) -> int:
    """Where the line that introduces the quote begins; it ends with a colon in any language."""
    last = quote
    while last > 0 and not lines[last - 1].strip():
        last -= 1
    if last == 0 or not lines[last - 1].rstrip().endswith(":"):
        return quote
    first = last - 1
    while first > 0 and last - first < ATTRIBUTION_LINES and lines[first - 1].strip() and _is_broken(lines[first]):
        first -= 1
    return first


def _is_broken(line: str) -> bool:
    """Whether the line goes on from the one above: "<emma@example.com> wrote:", or "wrote:" alone."""
    first, *rest = line.split()
    return "@" in first or not rest


def _signature(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if SIGNATURE.match(line)), len(lines))
