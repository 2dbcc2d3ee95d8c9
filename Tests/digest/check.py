"""Reads digest.eml of a published report as a mail program does, and compares its parts with the report.

  check.py PROGRAM SCRATCH

The sample is published twice: plainly, and with a title, names and a subject that try to break out of their headers.
"""
import email
import email.policy
import html.parser
import pathlib
import re
import shutil
import subprocess
import sys

HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Type"]
PLAIN = """
  digest:
    from: Field reports <reports@example.com>
    to: [jane@example.com, "Doe, Jörg <joerg@example.com>"]
    url: https://reports.example.com/field
"""
HOSTILE = r"""
  digest:
    from: "\"Reports\" =?utf-8?q?x?= <reports@example.com>"
    to: ["日本語の名前がとても長い人がここにいる日本語の名前がとても長い人 <a@example.com>", "Semi; colon: @ <b@example.com>"]
    subject: "{title}\r\nBcc: all@example.com\r\n\r\n{headline} — ünïcödé {as_of}"
"""
HOSTILE_TITLE = r'"Field\r\nBcc: all@example.com\n\n<script>alert(1)</script> =?utf-8?Q?=0D=0A?= \u2028 .\n.\nFrom x \u65e5\u672c"'
TO_HOSTILE = [("日本語の名前がとても長い人がここにいる日本語の名前がとても長い人", "a@example.com"), ("Semi;colon:@", "b@example.com")]


def require(holds, message):
    if not holds:
        sys.exit(f"error: {message}")


def published(program, workspace):
    subprocess.run([program, "run", "--quiet", "--workspace", workspace], check=True)
    folder = (workspace / "reports/latest").resolve()
    return (folder / "digest.eml").read_bytes(), (folder / "digest.html").read_text(), folder.name


def made(program, folder, settings, title=None):
    """A copy of the sample with its own settings of the digest."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([program, "init", "--sample", folder], check=True, stdout=subprocess.DEVNULL)
    path = folder / "bailiwick.yaml"
    text = re.sub(r"^publish:.*$", "publish:\n  directory: reports\n  formats: [html, digest]" + settings.rstrip().replace("\\", "\\\\"),
                  path.read_text(), flags=re.M)
    if title:
        text = re.sub(r"^title:.*$", lambda _: f"title: {title}", text, flags=re.M)
    path.write_text(text)
    return folder


class Shape(html.parser.HTMLParser):
    """What a page is made of."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.words, self.links, self.attributes = set(), [], [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.words += data.split()


def check_wire(raw):
    require(raw.isascii(), "the message is not ASCII")
    require(b"\r" not in raw.replace(b"\r\n", b"") and b"\n" not in raw.replace(b"\r\n", b""), "a line does not end with CRLF")
    lines = raw.split(b"\r\n")
    require(max(map(len, lines)) <= 76, f"a line has {max(map(len, lines))} characters")
    require(not any(line.startswith((b".", b"From ")) for line in lines), "a line begins as one that is changed on its way")


def unix(part):
    """The decoded text, its lines ended as on disk."""
    return part.get_content().replace("\r\n", "\n")


def check_message(raw, page, day):
    check_wire(raw)
    message = email.message_from_bytes(raw, policy=email.policy.strict)
    require([name for name, _ in message.items()] == HEADERS, f"headers: {message.keys()}")
    for name, value in message.items():
        require(not value.defects, f"{name}: {value.defects}")
    require(message.get_content_type() == "multipart/alternative" and not message.defects, "not multipart/alternative")
    require(f"{message['Date'].datetime:%Y-%m-%d}" == day, f"Date is {message['Date']}, the report's day {day}")
    require(re.fullmatch(rf"<{day}\.[0-9a-f]{{32}}@example\.com>", message["Message-ID"]), message["Message-ID"])
    text, rich = message.iter_parts()
    for part, kind in [(text, "text/plain"), (rich, "text/html")]:
        require(part.get_content_type() == kind and not part.defects, f"{kind}: {part.get_content_type()} {part.defects}")
        require(part["Content-Transfer-Encoding"] == "quoted-printable", f"{kind} is not quoted-printable")
        require(part.get_content_charset() == "utf-8", f"{kind} is not UTF-8")
    require(message.get_body(("html",)) is rich and message.get_body(("plain",)) is text, "a reader finds other parts")
    require(unix(rich) == page, "the HTML part is not digest.html")
    shape = Shape(page)
    require(len(page.encode()) < 100_000, "digest.html has 100 KB")
    require(not shape.elements & {"script", "style", "img", "link", "iframe", "object", "svg"}, f"elements: {shape.elements}")
    require(not shape.attributes & {"class", "id", "src", "onclick", "onerror"}, f"attributes: {shape.attributes}")
    # The same numbers and names in both parts.
    said = " ".join(unix(text).split())
    heading = page.split("<h1", 1)[1].split(">", 1)[1].split("</h1>")[0]
    require(html.unescape(heading) in said, "the plain text lacks the headline")
    amounts = set(re.findall(r"\$[\d,.]+\d", " ".join(shape.words)))
    require(amounts and amounts == set(re.findall(r"\$[\d,.]+\d", said)), "the parts have different amounts")
    return message, unix(text), shape


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    scratch = pathlib.Path(sys.argv[2]).resolve() / "digest-check"
    plain = made(program, scratch / "plain", PLAIN)
    raw, page, day = published(program, plain)
    message, text, shape = check_message(raw, page, day)
    require(message["From"].addresses[0].display_name == "Field reports", message["From"])
    require([(a.display_name, a.addr_spec) for a in message["To"].addresses]
            == [("", "jane@example.com"), ("Doe, Jörg", "joerg@example.com")], message["To"])
    require(message["Subject"].startswith(f"Southeast field sales, "), message["Subject"])
    base = f"https://reports.example.com/field/{day}/"
    require(shape.links and all(link.startswith(base) for link in shape.links), f"links: {shape.links[:3]}")
    for link in shape.links:
        require((plain / "reports/latest" / link.removeprefix(base).split("#")[0]).is_file(), f"{link} leads nowhere")
    require(f"{base}index.html" in text, "the plain text lacks the link")
    require(published(program, plain)[0] == raw, "the same report gives another message")

    raw, page, day = published(program, made(program, scratch / "hostile", HOSTILE, HOSTILE_TITLE))
    message, text, shape = check_message(raw, page, day)
    require(message["Bcc"] is None and "script" not in shape.elements and not shape.links, "a title became more than text")
    require(message["From"].addresses[0].display_name == '"Reports" =?utf-8?q?x?=', message["From"])
    # Python puts a space between the encoded words of a name, which RFC 2047 has joined.
    require([(a.display_name.replace(" ", ""), a.addr_spec) for a in message["To"].addresses] == TO_HOSTILE, message["To"])
    require(message["Subject"].startswith("Field Bcc: all@example.com <script>alert(1)</script> =?utf-8?Q?=0D=0A?= . . From x 日本 Bcc:"),
            message["Subject"])
    require(text.startswith("Field Bcc: all@example.com <script>alert(1)</script>"), text[:80])
    shutil.rmtree(scratch)
    print("digest.eml is read by Python's strict mail parser: headers, addresses, both parts, the same text in each")


if __name__ == "__main__":
    main()
