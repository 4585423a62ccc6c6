//! 3: links and addresses.

super::codes! {
    BROKEN_LINK "E301" Error {
        "Liên kết hỏng",
        "Liên kết giữa các trang viết bằng đường dẫn tương đối tới tệp `.md`, tính từ tệp đang viết:\n\n- cùng thư mục: `[Quy chế 01](quy-che-phoi-hop-01.md)`;\n- thư mục khác: `[Quy chế 01](../van-ban/quy-che-phoi-hop-01.md)`;\n- tới một chỗ trong trang: thêm `#dieu-5`.\n\nKhông dùng địa chỉ `.html` hay địa chỉ bắt đầu bằng `/`.";
        "A broken link",
        "Links between pages are relative paths to the `.md` file, with `#anchor` for a place in it. Addresses that end in `.html` or begin with `/` are not used."
    }
    MISSING_ANCHOR "E302" Error {
        "Liên kết tới một chỗ không có trong trang",
        "Phần sau dấu `#` phải là địa chỉ của một đề mục hay điều khoản có trong trang được dẫn tới. Địa chỉ lấy từ chữ của đề mục, bỏ dấu: *Tổ chức thực hiện* thành `#to-chuc-thuc-hien`; điều khoản thì là `#dieu-5-khoan-2`.\n\nĐổi chữ của đề mục thì địa chỉ đổi theo; muốn giữ, đặt mã cố định `{#ma}` sau đề mục.";
        "A link to a place that the page does not have",
        "What follows `#` must be the address of a heading or provision of that page. To keep an address when the heading's words change, give it a fixed id: `{#id}`."
    }
    MISSING_IMAGE "E303" Error {
        "Không thấy ảnh",
        "Ảnh đặt trong `content/`, cạnh trang dùng nó, và được gọi bằng đường dẫn tương đối: `![mô tả](anh/cong-truong.jpg)`. Ảnh ở trang web khác không được dùng: trang phải đọc được khi không có mạng.";
        "A picture is missing",
        "Pictures lie in `content/` beside their page and are named by a relative path. Pictures of other hosts are not loaded: pages must read without a network."
    }
    SAME_ADDRESS "E304" Error {
        "Hai trang có cùng địa chỉ",
        "Địa chỉ lấy từ tên tệp và thư mục. Hai tệp khác nhau ở chữ hoa, dấu hoặc dấu cách có thể thành cùng một địa chỉ; địa chỉ cũ (`dia_chi_cu`) cũng không được trùng với trang đang có.";
        "Two pages have one address",
        "Addresses come from file names. Names that differ in case, accents or spaces only may fold to the same one; an alias must not be the address of another page."
    }
    SAME_NUMBER "W305" Warning {
        "Hai văn bản có cùng số, ký hiệu",
        "Mỗi văn bản có một số, ký hiệu; hai trang ghi cùng một số thì người tra cứu không biết trang nào đúng.";
        "Two documents have one number",
        "A document's number is its own; readers cannot tell which page is right."
    }
}
