"""Names of people as reports sign them: by how they are written, and by tables of the syllables they begin with."""

from __future__ import annotations

import re
import unicodedata

from searchkit.reports.plain import plain

#: Surnames of the Kinh and of the larger minorities.
SURNAMES = """
    âu bàn bành bạch bế biện bùi cam cao cát cầm cấn châu chế chu chung cung cù danh diệp doãn dương đan đàm đào đậu
    đặng đèo điêu điền đinh đoàn đồng đỗ đổng giang giàng giáp hà hàn hầu hạ hoa hoàng hồ hồng huỳnh hứa kha khổng
    khuất khúc khương kiều kim la lang lành lâm lầu lại lê lí lò lỗ lộc lương lường lưu lữ lục lý ma mai mẫn mã mạc
    mạch mùa mùi ngân nghiêm ngô nguyễn ngụy nhan nhâm nhữ ninh nông ôn ông phan phạm phí phó phùng phương quan quang
    quàng quách sái sầm sùng tào tân tăng tạ thang thào thái thân thẩm thạch thi thiều tiêu tòng tô tôn tống trang trà
    trần triệu trình trịnh trương tưởng từ ung uông vàng văn vi viên vòng võ vũ vương vưu xa y
"""
#: Syllables with which pen names and names without a surname begin: "Văn Anh", "Phương Hằng", "Thế Long".
FIRST_NAMES = """
    an anh ái ánh ân ba bá bắc bảo bình bích cẩm cảnh chi chiến chí công cúc cương cường dân diễm diệu dung duy duyên
    dũng đan đăng đại đạt đình định đoan đông đức gia giang giao giáng hà hào hân hằng hải hảo hạ hạnh hậu hiên hiền
    hiếu hiển hiệp hiệu hoa hoan hoà hoài hoàn hoàng hòa hồng học huân huế huệ huy huyền hùng hưng hương hường hưởng
    hữu khang khánh khắc khả khải khiêm khoa khôi khuê kiên kiều kiệt kim kỳ lam lan lâm lệ liên liễu linh loan long
    lợi lộc luân luận lương ly lý mây mẫn mạnh miên minh mộng mỹ nam nga ngà ngân nghi nghĩa ngọc nguyên nguyệt nhàn
    nhân nhất nhã nhật nhi nhị nhung như oanh phát phi phong phú phúc phương phước phượng phụng quang quân quế quốc
    quyên quyền quyết quỳnh quý sang sao sinh sĩ song sơn sỹ tài tâm tân tấn tất thanh thành thái thắm thắng thảo thạch
    thạo thế thi thiên thiết thiện thìn thịnh thoa thoại thọ thu thuận thuỳ thuý thuỷ thùy thúy thủy thư thương thường
    thục tiên tiến tiệp tình tín tĩnh toàn toản trang trà trâm tri triều triết trinh trí trọng trung trúc trường trực
    tuân tuấn tuệ tuyên tuyền tuyến tuyết tùng tú tư tường tưởng uyên uyển vân văn vi việt vinh vĩnh vũ vương vượng vy
    xuân yên yến ý
"""

_FIRST = frozenset(SURNAMES.split()) | frozenset(FIRST_NAMES.split())
_FIRST_WITHOUT_ACCENTS = frozenset(map(plain, _FIRST))
_MOST_SYLLABLES = 5
_LONGEST_SYLLABLE = 7  # nghiêng
_SYLLABLE = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[A-ZĐ]\. ?){1,3}(?:[^\W\d_]{1,7}\.?)?|[A-ZĐ]\.[A-ZĐ]")
#: What stands between the names of several authors.
_BETWEEN_NAMES = re.compile(r"\s*[-–—,;&/]\s*|\s+và\s+")


def is_name(text: str) -> bool:
    """Whether a text is written like a person's name: two to five capitalised syllables, the first one of the tables.

    >>> [is_name(one) for one in ("Văn Anh", "ÁI KIỀU", "Bùi Thị Quỳnh Vân", "Hội nghị", "Ban Thường Vụ")]
    [True, True, True, False, False]
    """
    syllables = unicodedata.normalize("NFC", text).split()
    if not 2 <= len(syllables) <= _MOST_SYLLABLES:
        return False
    if not all(_SYLLABLE.fullmatch(one) and len(one) <= _LONGEST_SYLLABLE for one in syllables):
        return False
    if not (text.isupper() or all(one == one.capitalize() for one in syllables)) or len(syllables[-1]) == 1:
        return False
    first = syllables[0].lower()
    return first in _FIRST or (text.isascii() and first in _FIRST_WITHOUT_ACCENTS)


def is_initials(text: str) -> bool:
    """Whether a text is a name cut short: "N.H.", "P.HẰNG", "T. Huy".

    >>> [is_initials(one) for one in ("N.H.", "P.HẰNG", "T. Huy", "TT", "Tin")]
    [True, True, True, False, False]
    """
    text = unicodedata.normalize("NFC", text)
    return _INITIALS.fullmatch(text) is not None


def are_names(text: str) -> bool:
    """Whether a text is one name or several: "Hoài Thanh - Cát Lâm".

    >>> [are_names(one) for one in ("Minh Anh - Bá Khải", "Văn Anh", "Minh Anh - họp")]
    [True, True, False]
    """
    parts = [part for part in _BETWEEN_NAMES.split(text.strip()) if part]
    return 0 < len(parts) <= 4 and all(is_name(part) or is_initials(part) for part in parts)
