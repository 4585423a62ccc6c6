//! 2: Markdown.

super::codes! {
    DUPLICATE_ID "E201" Error {
        "Một mã đề mục được dùng hai lần",
        "Mã đặt sau đề mục bằng `{#ma}` là địa chỉ của chỗ đó; hai chỗ không thể có cùng địa chỉ.\n\nHãy đổi một trong hai mã, hoặc bỏ mã để chương trình tự đặt theo chữ của đề mục.";
        "An id is used twice",
        "An id written as `{#id}` after a heading is the address of that place; two places cannot share it. Change one, or leave it out."
    }
    NO_TITLE "E202" Error {
        "Trang không có tên",
        "Mỗi trang cần một tên: viết `tieu_de: ...` ở đầu trang, hoặc bắt đầu nội dung bằng một đề mục `# Tên trang`.";
        "The page has no title",
        "Every page needs a title: `title: ...` in the front matter, or a heading at the start of the text."
    }
    UNSAFE_ADDRESS "E203" Error {
        "Địa chỉ liên kết không an toàn",
        "Liên kết chỉ được dẫn tới trang, tệp, hoặc địa chỉ `https:`, `http:`, `mailto:`, `tel:`. Các địa chỉ `javascript:`, `data:`... có thể chạy mã lạ trong máy người đọc nên không được xuất bản.";
        "The address of a link is not safe",
        "Links lead to pages, files, or `https:`, `http:`, `mailto:`, `tel:` addresses. Others (`javascript:`, `data:` ...) can run foreign code and are not published."
    }
    HTML_REMOVED "W204" Warning {
        "Thẻ HTML bị bỏ",
        "Trang có HTML viết tay. Để bảo vệ người đọc, những thẻ và thuộc tính không an toàn hoặc làm hỏng giao diện (`script`, `style`, `iframe`, `onclick`, ...) bị bỏ; chữ bên trong được giữ nếu an toàn.\n\nHãy viết bằng Markdown thay cho HTML.";
        "HTML was removed",
        "The page holds raw HTML. Tags and attributes that are not safe, or that break the layout, are removed. Write it in Markdown instead."
    }
    NO_ALT_TEXT "W205" Warning {
        "Ảnh chưa có lời mô tả",
        "Người không nhìn thấy ảnh (dùng trình đọc màn hình, mạng chậm) cần lời mô tả: `![Cổng trường giờ tan học](cong.jpg)`. Ảnh chỉ để trang trí thì nên bỏ.";
        "A picture has no description",
        "People who cannot see the picture need words for it: `![The gate at the end of school](gate.jpg)`."
    }
}
