//! 5: sites and theme.

super::codes! {
    NO_THEME "E501" Error {
        "Không có giao diện",
        "Khóa `theme` trong `portal.yaml` nêu tên một thư mục trong `themes/`. Bỏ khóa ấy đi thì cổng dùng giao diện có sẵn.";
        "There is no such theme",
        "The key `theme` of `portal.yaml` names a folder in `themes/`. Without the key the built-in theme is used."
    }
    BAD_THEME "E502" Error {
        "Tệp của giao diện viết sai",
        "Một khuôn trang, tệp CSS, tệp JavaScript hoặc tệp chữ trong `themes/` không đọc được. Xóa tệp ấy đi thì chương trình dùng lại tệp có sẵn.";
        "A file of the theme is not valid",
        "A template, style sheet, script or text file in `themes/` cannot be read. Remove it, and the built-in one is used again."
    }
    TEMPLATE_FAILED "E503" Error {
        "Không dựng được trang từ khuôn",
        "Khuôn trang dùng một giá trị không có hoặc sai loại. Đây thường là lỗi của khuôn trong `themes/`, không phải của nội dung.";
        "A page could not be made from its template",
        "A template uses a value that does not exist or has another type. Mostly it is the template in `themes/` that is wrong, not the content."
    }
    ROUTE_TAKEN "E505" Error {
        "Hai tệp cùng một địa chỉ",
        "Một tệp trong `static/` hoặc `content/` có cùng địa chỉ với trang hoặc tệp mà chương trình tạo ra. Hãy đổi tên tệp ấy.";
        "Two files have one address",
        "A file of `static/` or `content/` has the address of something that the program makes. Rename it."
    }
    SEARCH_TEST "E506" Error {
        "Tìm kiếm không còn ra trang phải ra",
        "Tệp `content/search-tests.yaml` ghi những câu người đọc hay gõ và trang phải có trong ba kết quả đầu. Câu này không còn ra trang ấy, thường vì trang khác mới thêm dùng các từ đó nhiều hơn.\n\nHãy dùng các từ ấy trong tên, tóm tắt hoặc đề mục của trang. Nếu vẫn chưa được, thêm từ cho trang ở `tim_kiem: uu_tien` trong `portal.yaml`.";
        "Search no longer finds the page that it must",
        "`content/search-tests.yaml` lists queries and the page that must be among their first three results. Use the words in the page's title, summary or headings, or add them under `search: promote` in `portal.yaml`."
    }
}
