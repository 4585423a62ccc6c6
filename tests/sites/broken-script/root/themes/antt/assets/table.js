// Bảng
var bảng = ;
