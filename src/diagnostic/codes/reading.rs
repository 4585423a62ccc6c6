//! 0: reading files.

super::codes! {
    NOT_UTF8 "E001" Error {
        "Tệp không phải UTF-8",
        "Cổng chỉ đọc văn bản Unicode (TCVN 6909:2001) ở dạng UTF-8. Tệp này có lẽ được lưu theo bảng mã cũ (TCVN3, VNI, Windows-1258).\n\nMở tệp bằng trình soạn thảo, chọn *Lưu thành…* rồi chọn mã **UTF-8**. Nếu chữ hiện ra sai, hãy chuyển mã bằng Unikey trước.";
        "The file is not UTF-8",
        "Only Unicode text in UTF-8 is read. Save the file again as UTF-8; convert text in an old encoding (TCVN3, VNI) first."
    }
    FILE_TOO_LARGE "E002" Error {
        "Tệp quá lớn",
        "Một tệp nguồn lớn hơn 64 MiB. Hãy chia nhỏ tệp, hoặc giảm dung lượng ảnh trước khi đưa vào.";
        "The file is too large",
        "A source file is over 64 MiB. Split it, or make the picture smaller."
    }
    BAD_FILE_NAME "E003" Error {
        "Tên tệp không dùng được",
        "Tên tệp có ký tự mà một số hệ điều hành hoặc máy chủ không chấp nhận (`\\`, `:`, ký tự điều khiển), hoặc không phải UTF-8.\n\nHãy đặt tên bằng chữ thường không dấu, nối bằng gạch ngang: `huong-dan-3204.md`.";
        "The file name cannot be used",
        "The name holds a character that some systems refuse, or is not UTF-8. Use lower-case letters without accents, joined by hyphens."
    }
    NO_CONTENT "E004" Error {
        "Không thấy thư mục content",
        "Lệnh phải chạy trong thư mục có chứa thư mục `content/`, hoặc chỉ ra thư mục ấy bằng `--root`.";
        "There is no content folder",
        "Run the command in the folder that holds `content/`, or name that folder with `--root`."
    }
    UNREADABLE "E005" Error {
        "Không mở được tệp",
        "Hệ điều hành không cho đọc tệp: thường là do quyền truy cập, liên kết hỏng, hoặc tệp đang bị chương trình khác khóa.";
        "The file cannot be opened",
        "The system does not let the file be read: permissions, a broken link, or another program holds it."
    }
}
