//! 1: front matter and data files.

super::codes! {
    YAML_SYNTAX "E101" Error {
        "Phần đầu trang hoặc tệp YAML viết sai",
        "Phần giữa hai dòng `---` (hoặc tệp `.yaml`) không đúng cú pháp YAML. Hay gặp nhất:\n\n- giá trị có dấu hai chấm mà không đặt trong ngoặc kép: viết `tieu_de: \"Kế hoạch: năm 2024\"`;\n- thụt dòng bằng phím Tab: hãy dùng dấu cách;\n- thiếu dòng `---` đóng phần đầu trang.";
        "The front matter or YAML file is not valid",
        "The part between the `---` lines (or the `.yaml` file) is not YAML. Most often a value with a colon is not quoted, a line is indented with a tab, or the closing `---` is missing."
    }
}
