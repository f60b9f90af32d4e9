"""What stands on newspaper pages around their reports: a table, to be added to.

Phrases are written as they are on a page; they are compared without accents, case and the marks around them, and always
with a whole line. A line may hold several of them, one after the other.
"""

from __future__ import annotations

#: Words of buttons, menus and the headings of lists of other articles.
MENU = """
    Chia sẻ; Chia sẻ bài viết; Chia sẻ Facebook; Chia sẻ Zalo; Chia sẻ qua email; Share; Share on Facebook; Tweet
    Like; Facebook; Twitter; Zalo; Google+; Youtube; Pinterest; Linkedin; Telegram; Email; Mail; RSS; Sitemap
    Copy link; Sao chép liên kết; Thích; Lưu; Lưu bài; Lưu bài viết; Lưu trang; In; In bài; In bài viết; In bài này
    In trang; In trang này; Bản in; Print; Gửi; Gửi email; Gửi bài; Gửi bài viết; Gửi cho bạn bè; Gửi phản hồi
    Phản hồi; Bình luận; Viết bình luận; Gửi bình luận; Ý kiến bạn đọc; Ý kiến của bạn; Gửi ý kiến; Gửi ý kiến của bạn
    Bình luận của bạn; Ý kiến bình luận; Chưa có bình luận; Xem thêm; Xem tiếp; Xem tất cả; Xem toàn bộ; Xem chi tiết
    Đọc thêm; Đọc tiếp; Đọc tiếp bài viết; Đọc nhiều; Đọc nhiều nhất; Đọc báo in; Báo in; Báo giấy; Đọc báo giấy
    Xem nhiều; Xem nhiều nhất; Tin xem nhiều; Tin đọc nhiều; Bài đọc nhiều; Tin nổi bật; Tin mới; Tin mới nhất
    Tin mới cập nhật; Tin mới đăng; Tin liên quan; Các tin liên quan; Bài liên quan; Bài viết liên quan
    Các bài viết liên quan; Tin bài liên quan; Tin, bài liên quan; Tin khác; Các tin khác; Tin tức khác
    Các tin tức khác; Bài khác; Các bài khác; Các bài viết khác; Bài viết khác; Tin cũ hơn; Các tin cũ hơn; Tin đã đưa
    Các tin đã đưa; Các tin mới hơn; Tin cùng chuyên mục; Tin cùng loại; Cùng chuyên mục; Bài cùng chuyên mục
    Tin tiếp theo; Có thể bạn quan tâm; Bạn có thể quan tâm; Tin trong nước; Video; Videos; Clip; Video clip
    Video nổi bật; Video hoạt động; Hình ảnh hoạt động; Thư viện ảnh; Thư viện video; Thư viện hình ảnh; Ảnh hoạt động
    Media; Multimedia; Podcast; Emagazine; Infographic; Infographics; Website liên kết; Liên kết website; Liên kết web
    Liên kết trang; Trang liên kết; Các trang liên kết; Trang chủ; Về trang chủ; Về trang trước; Trang trước
    Trang sau; Quay lại; Trở lại; Trở về; Về đầu trang; Lên đầu trang; Đầu trang; Từ khóa; Từ khoá; Tags; Tag; Chủ đề
    Theo dõi chúng tôi; Theo dõi trên Google News; Google News; Nghe bài viết; Nghe đọc bài; Nghe nội dung bài viết
    Nghe nội dung; Cỡ chữ; Kích cỡ chữ; Tăng cỡ chữ; Giảm cỡ chữ; Mặc định; Đăng nhập; Đăng ký; Đăng xuất; Tìm kiếm
    Tìm kiếm nâng cao; Liên hệ; Liên hệ quảng cáo; Quảng cáo; Liên hệ tòa soạn; Góp ý; Đường dây nóng; Phóng to
    Xem ảnh lớn; Xem ảnh; Tải về; Download; Đang online; Đang truy cập; Thống kê truy cập; Lượt truy cập; Lượt xem
    Số lượt truy cập; Số lượt xem; Thăm dò ý kiến; Bình chọn; Đánh giá bài viết; Đọc tin; Links; Advertisement
    Print this page; Send to friend; Toàn màn hình; Tương phản
"""

#: What says that an article goes on, or has ended.
ENDING = "Còn nữa; Còn tiếp; Hết; Kỳ tới; Xem tiếp trang sau"

#: Who signs in place of a name, in the last line.
SIGNED = "PV; P.V; CTV; BTV; BBT; Nhóm PV; Nhóm phóng viên; Ban biên tập; TTXVN; VTV; VOV; VnExpress"

#: What comes before a date in the line that dates a page.
DATE_LABELS = """
    Cập nhật; Cập nhật lúc; Cập nhật ngày; Ngày cập nhật; Lần cập nhật cuối; Đăng ngày; Ngày đăng; Đăng lúc; Đăng vào
    Được đăng; Ngày đăng tin; Xuất bản; Ngày xuất bản; Xuất bản lúc; Gửi lúc; Ngày gửi; Ngày; Lúc; Vào lúc; Phát hành
    Ngày phát hành; Posted; Posted on; Updated; Published; Last updated; Tin đăng ngày; Ngày tạo
"""

#: Before the names of those who made a report. Several may be joined: "Tin, ảnh".
CREDIT_LABELS = """
    Tin; Bài; Ảnh; Clip; Video; Đồ họa; Đồ hoạ; Thực hiện; Bài viết; Tác giả; Biên soạn; Biên tập; Người viết
    Phóng viên; Trình bày; Thiết kế; Nhóm tác giả; Nội dung; Hình ảnh; Infographic
"""

#: Before the name of the paper that a report is taken from.
SOURCE_LABELS = """
    Nguồn; Nguồn tin; Nguồn ảnh; Nguồn clip; Nguồn video; Theo nguồn; Nguồn bài viết; Trích nguồn
"""

#: Words in small letters that the name of a paper, a station or a site may hold; all others are capitalised.
SOURCE_WORDS = """
    báo; điện tử; tạp chí; tờ; tin; đài; đài phát thanh; phát thanh; truyền hình; và; tỉnh; thành phố; cổng thông tin
    trang tin; trang thông tin; trang; cổng; thông tin; website; thông tấn xã; thông tấn; bản tin; hãng tin; tổng hợp
    công an; an ninh; nhân dân; quân đội; phụ nữ; lao động; pháp luật; tuổi trẻ; tiền phong; thanh niên; đầu tư
    kinh tế; sức khỏe; sức khoẻ; đời sống; khoa học; văn hóa; văn hoá; thể thao; giáo dục; thời đại; nông nghiệp
    nông thôn; đại đoàn kết; tin tức; thời báo; gia đình; xã hội; thủ đô; thế giới; tài chính; xây dựng; giao thông
    học trò; cuối tuần
"""

#: With one of these the name of a source begins; others name a source only in a report's last lines.
SOURCE_NAMES = """
    Báo; Tạp chí; Đài; TTXVN; TTX; Thông tấn xã; VOV; VTV; VnExpress; Cổng thông tin; Trang tin; Website; VietnamPlus
    Vietnam+; Dân trí; Tuổi trẻ; Thanh niên; Nhân dân; VietNamNet; Zing; Lao động; Người lao động; Tiền phong; VTC
    Vnmedia
"""

#: What a paper says of itself, as patterns over a whole line of ``plain`` text.
IMPRINT = (
    r"giay phep\b.*\d ?/ ?gp\b.*",
    r"(?:copyright|ban quyen)\b.*(?:©|\(c\)|\d{4}).*",
    r"[©®].*",
    r"ban quyen thuoc(?: ve)? (?:\S+ ?){1,10}",
    r"(?:vui long |de nghi |yeu cau )?ghi ro nguon\b.*\b(?:phat hanh|website|trang|su dung|dang) lai\b.*",
)

#: How often a page was read, and how much was said about it; beside a number.
COUNTERS = """
    Lượt xem; Lượt đọc; Lượt truy cập; Số lượt xem; Số lượt truy cập; Số lần xem; Đã xem; Đã đọc; Xem; Views; View
    Hits; Bình luận; Lượt bình luận; Comments; Lượt thích; Thích; Likes; Ý kiến; Phản hồi; Chia sẻ; Lượt chia sẻ
"""
