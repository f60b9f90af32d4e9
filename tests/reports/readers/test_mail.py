"""Mails and web archives."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.errors import UnreadableError
from searchkit.reports.limits import Limits
from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

Reading = Callable[..., list[Report | Skipped]]
TEXT = "Kính gửi các đồng chí,\n\nĐảng ủy Khối họp sáng 6/1.\n"


def mail(text: str = TEXT, subject: str = "Giấy mời họp Đảng ủy") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Văn phòng Đảng ủy <vp@a.vn>"
    message["To"] = "Nguyễn Văn A <a@a.vn>, b@a.vn"
    message["Cc"] = "c@a.vn"
    message["Date"] = "Wed, 15 Mar 2023 19:32:00 +0700"
    message["Subject"] = subject
    message.set_content(text)
    return message


@pytest.mark.parametrize("how", ["base64", "quoted-printable", "8bit"])
def test_a_mail_is_a_report(reading: Reading, how: str) -> None:
    message = mail()
    message.set_content(TEXT, cte=how)
    assert reading("a.eml", message.as_bytes()) == [
        Report(
            "a.eml",
            TEXT,
            "Giấy mời họp Đảng ủy",
            path="a.eml",
            metadata={
                "from": "Văn phòng Đảng ủy <vp@a.vn>",
                "to": "Nguyễn Văn A <a@a.vn>, b@a.vn",
                "cc": "c@a.vn",
                "date": "2023-03-15T19:32:00+07:00",
            },
            format="mail",
        )
    ]


def test_text_and_html_of_one_message_are_read_once(reading: Reading) -> None:
    message = mail()
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    [report] = reading("a.eml", message.as_bytes())
    assert isinstance(report, Report)
    assert report.text == TEXT


def test_html_is_read_where_plain_text_only_says_that_there_is_html(reading: Reading) -> None:
    message = mail("Xem bản HTML.")
    message.add_alternative(f"<p>{TEXT * 3}</p><footer>Trân trọng</footer>", subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG", "image", "png", cid="<logo>")  # type: ignore[union-attr,index]
    [report] = reading("a.eml", message.as_bytes())
    assert isinstance(report, Report)
    assert report.text.count("Đảng ủy Khối họp") == 3
    assert report.text.endswith("Trân trọng")


def test_attachments_are_read_as_files_of_their_own(reading: Reading) -> None:
    message = mail()
    message.add_attachment("Báo cáo\n\nĐảng bộ tỉnh.".encode(), "text", "plain", filename="báo cáo.txt")
    message.add_attachment(b"x", "application", "octet-stream", filename="../../etc/máy.bin")
    message.add_attachment(b"", "text", "plain", filename="rỗng.txt")
    message.add_attachment(b"<p>Trang</p>", "text", "html", filename="báo cáo.txt")
    message.add_attachment(mail("Thư trong thư.", "Thư chuyển"))
    _, first, unknown, empty, second, inner = reading("a.eml", message.as_bytes())
    assert isinstance(first, Report)
    assert (first.id, first.path, first.title) == ("a.eml/báo cáo.txt", "a.eml/báo cáo.txt", "Báo cáo")
    assert isinstance(unknown, Skipped)
    assert unknown.path == "a.eml/máy.bin"
    assert "not one of" in unknown.reason
    assert empty == Skipped("a.eml/rỗng.txt", "empty")
    assert isinstance(second, Report)
    assert second.id == "a.eml/báo cáo (2).txt"
    assert isinstance(inner, Report)
    assert (inner.id, inner.title, inner.text.strip()) == ("a.eml/attachment 5.eml", "Thư chuyển", "Thư trong thư.")


def test_a_mail_of_an_attachment_alone_is_known_by_its_subject(reading: Reading) -> None:
    message = mail("")
    message.add_attachment(b"x", "text", "plain", filename="b.txt")
    first, second = reading("a.eml", message.as_bytes())
    assert isinstance(first, Report)
    assert first.text == "Giấy mời họp Đảng ủy"
    assert isinstance(second, Report)


def test_mails_within_one_another_have_an_end(reading: Reading) -> None:
    message = mail("Trong cùng.")
    for _ in range(9):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    *reports, last = reading("a.eml", message.as_bytes(), limits=Limits(nesting=3))
    assert [one.id.count("/") for one in reports if isinstance(one, Report)] == [0, 1, 2, 3]
    assert isinstance(last, Skipped)
    assert "3 archives or mails" in last.reason


def test_attachments_beyond_the_limit_are_said(reading: Reading) -> None:
    message = mail()
    for number in range(4):
        message.add_attachment(b"x", "text", "plain", filename=f"{number}.txt")
    *read, last = reading("a.eml", message.as_bytes(), limits=Limits(parts=2))
    assert len(read) == 3
    assert isinstance(last, Skipped)
    assert "more than 2 files" in last.reason


HEADERS = b"Subject: Hop\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Subject: Họp\n\nĐảng ủy".encode(), "Đảng ủy"),
        (HEADERS + "Content-Type: text/plain; charset=utf-8\n\nĐảng ủy".encode(), "Đảng ủy"),
        (HEADERS + "Content-Type: text/plain; charset=bogus\n\nĐảng ủy".encode(), "Đảng ủy"),
        (HEADERS + "Content-Type: text/plain; charset=us-ascii\n\nĐảng ủy".encode(), "Đảng ủy"),
        (HEADERS + b"Content-Type: text/plain; charset=iso-8859-1\n\nL'\xe9cole o\xf9", "L'école où"),
        (HEADERS + "Content-Type: text/plain; charset=koi8-r\n\nПривет".encode("koi8-r"), "Привет"),
        (HEADERS + b"Content-Type: multipart/mixed; boundary=x\n\nkhong co gi", "khong co gi"),
        (HEADERS + b"Content-Type: multipart/mixed\n\nkhong co gi", "khong co gi"),
        (HEADERS + b"Content-Type: text/html\n\n<p>\xc4\x90\xe1\xba\xa3ng <b>\xe1\xbb\xa7y</b>", "Đảng ủy"),
        (b"From nobody\n" + HEADERS + b"\nmbox", "mbox"),
    ],
)
def test_texts_whatever_their_headers_say(reading: Reading, data: bytes, text: str) -> None:
    report = reading("a.eml", data)[0]
    assert isinstance(report, Report)
    assert report.text.strip() == text


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        (b"=?UTF-8?B?xJDhuqNuZw==?= =?UTF-8?Q?_=E1=BB=A7y?=", "Đảng ủy"),
        ("Đảng ủy".encode(), "Đảng ủy"),
        (b"=?utf-8?b?!!!!?= x", "x"),
        (b"=?no-such?q?abc?=", "abc"),
        (b"a\n b", "a b"),
        (b"(" * 20_000, "(" * 20_000),
        (b'"\\\\<<@,;:', '"\\\\<<@,;:'),
    ],
)
def test_headers_are_read_whatever_is_in_them(reading: Reading, header: bytes, subject: str) -> None:
    data = b"Subject: %s\nFrom: %s\nTo: %s\nDate: %s\n\nhop" % (header, header, header, header)
    [report] = reading("a.eml", data)
    assert isinstance(report, Report)
    assert subject in report.title
    assert subject in report.metadata["from"]


def test_a_mail_that_ends_before_its_last_part_is_named(reading: Reading) -> None:
    message = mail()
    message.add_attachment(b"x" * 500, "text", "plain", filename="b.txt")
    assert Skipped("a.eml", "truncated: attachments may be missing") in reading("a.eml", message.as_bytes()[:-300])


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"Dear all,\n\nhop", "no mail"), (b"\0\1\2", "no mail")])
def test_what_is_no_mail_is_skipped(reading: Reading, data: bytes, reason: str) -> None:
    [skipped] = reading("a.eml", data)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


def test_parts_nested_without_end_are_named(reading: Reading) -> None:
    data = HEADERS
    for number in range(3000):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
    for one in reading("a.eml", data + b"\nhop"):
        assert isinstance(one, (Report, Skipped))


def whole() -> bytes:
    message = mail()
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    message.add_attachment("Báo cáo".encode(), "text", "plain", filename="báo cáo.txt")
    message.add_attachment(mail("Thư trong thư."))
    return message.as_bytes()


WHOLE = whole()


@pytest.mark.parametrize("tenth", range(10))
def test_a_mail_cut_short_anywhere_can_be_read(reading: Reading, tenth: int) -> None:
    for one in reading("a.eml", WHOLE[: len(WHOLE) * tenth // 10]):
        assert isinstance(one, (Report, Skipped))


@given(st.data())
def test_any_damage_to_a_mail_can_be_read(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 30))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    for one in read_source(Source("a.eml", data=bytes(damaged))):
        assert isinstance(one, (Report, Skipped))
        if isinstance(one, Report):
            one.text.encode()
            "".join(one.metadata.values()).encode()


def archive(page: bytes, said: str = "utf-8") -> bytes:
    return (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://a.vn/1\nSubject: Trang\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\nContent-Type: text/html; charset='
        + said.encode()
        + b"\nContent-Location: https://a.vn/1\nContent-Transfer-Encoding: 8bit\n\n"
        + page
        + b"\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--x--\n"
    )


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml"])
def test_the_page_of_a_web_archive_is_read(reading: Reading, name: str) -> None:
    [report] = reading(name, archive(f"<title>Tổng kết</title><nav>Menu</nav><p>{TEXT * 4}</p>".encode()))
    assert isinstance(report, Report)
    assert (report.title, report.format, report.metadata) == ("Tổng kết", "web page", {"url": "https://a.vn/1"})
    assert "Menu" not in report.text
    assert "Đảng ủy Khối họp" in report.text


NO_PAGE = archive(b"").replace(b"text/html", b"text/css")


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (archive(b""), "empty"), (NO_PAGE, "no page")])
def test_what_is_no_web_archive_is_skipped(reading: Reading, data: bytes, reason: str) -> None:
    [skipped] = reading("a.mht", data)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


def test_a_mail_of_html_alone_is_no_mail_of_a_subject_where_html_can_not_be_read(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(module: str) -> None:
        raise UnreadableError("reading it needs more")

    message = mail()
    message.set_content(f"<p>{TEXT}</p>", subtype="html")
    assert "Đảng ủy Khối họp" in reading("a.eml", message.as_bytes())[0].text  # type: ignore[union-attr]
    monkeypatch.setattr("searchkit.reports.readers._html_tree.library", missing)
    assert reading("a.eml", message.as_bytes()) == [Skipped("a.eml", "reading it needs more")]


def test_an_encoding_with_a_zero_byte_in_its_name_failed(reading: Reading) -> None:
    data = b'Subject: a\nContent-Type: text/plain; charset="a\0b"\n\n' + TEXT.encode()
    [report] = reading("a.eml", data)
    assert isinstance(report, Report)
    assert report.text == TEXT
