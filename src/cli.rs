//! The command line: raw arguments, validated options, and printing.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::command::{
    Format, Outcome, Progress, Voice, build, check, day, explain, import, new, outline, schema, search, serve,
};
use crate::config::{self, Portal};
use crate::diagnostic::{Code, Language, codes, nearest};
use crate::report::Flags;

/// Tạo cổng tri thức tĩnh từ tệp Markdown: kiểm tra, tìm kiếm, xuất bản.
#[derive(Parser, Debug)]
#[command(name = "antt", version, disable_help_subcommand = true)]
struct Raw {
    /// Thư mục chứa `content/`
    #[arg(long, global = true, default_value = ".", value_name = "THƯ_MỤC")]
    root: PathBuf,
    /// Ngôn ngữ của thông báo
    #[arg(long, global = true, default_value = "vi", value_name = "vi|en", value_parser = ["vi", "en"])]
    lang: String,
    /// Chỉ in lỗi
    #[arg(long, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: RawCommand,
}

#[derive(Subcommand, Debug)]
enum RawCommand {
    /// Xuất bản cổng (vào `public/`) hoặc trang của các trường (vào `public-sites/`)
    Build(RawBuild),
    /// Xem trang trên máy này trong khi viết; lưu tệp là trang tự tải lại
    Serve(RawServe),
    /// Kiểm tra mà không xuất bản
    Check(RawJudged),
    /// Tạo trang mới theo mẫu: page, section, plan, legal, model, practice, guide, form
    New {
        /// Loại trang
        #[arg(value_name = "LOẠI")]
        kind: String,
        /// Tên trang, trong ngoặc kép
        #[arg(value_name = "TÊN")]
        title: String,
    },
    /// Giải thích một mã thông báo và cách sửa
    Explain {
        /// Mã, như E301
        #[arg(value_name = "MÃ")]
        code: String,
    },
    /// Tạo trang văn bản từ tệp văn bản thuần (.txt), vào content/van-ban/
    Import {
        /// Tệp .txt, mã UTF-8
        #[arg(value_name = "TỆP")]
        file: PathBuf,
    },
    /// In các phần của văn bản (chương, điều, khoản, điểm) và những gì nó dẫn chiếu
    Outline {
        /// Tệp .md hoặc văn bản thuần
        #[arg(required = true, value_name = "TỆP")]
        files: Vec<PathBuf>,
        /// Cách in
        #[arg(long, default_value = "text", value_name = "text|json", value_parser = ["text", "json"])]
        format: String,
    },
    /// Tìm trong cổng đã xuất bản, bằng chính mã tìm kiếm của trang
    Search {
        /// Từ cần tìm, trong ngoặc kép
        #[arg(value_name = "TỪ")]
        query: String,
        /// Thư mục đã xuất bản (mặc định: public/)
        #[arg(long, value_name = "THƯ_MỤC")]
        out: Option<PathBuf>,
        /// Số kết quả
        #[arg(long, default_value_t = 10, value_name = "SỐ")]
        limit: usize,
        /// Cách in
        #[arg(long, default_value = "text", value_name = "text|json", value_parser = ["text", "json"])]
        format: String,
    },
    /// In JSON Schema của phần đầu trang và các tệp dữ liệu
    Schema,
}

#[derive(Args, Debug)]
struct RawBuild {
    /// Chỉ trang của trường này (dùng được nhiều lần)
    #[arg(long = "site", value_name = "MÃ")]
    sites: Vec<String>,
    /// Trang của mọi trường
    #[arg(long, conflicts_with = "sites")]
    all_sites: bool,
    /// Thư mục ghi kết quả
    #[arg(long, value_name = "THƯ_MỤC")]
    out: Option<PathBuf>,
    /// Địa chỉ nơi đặt trang web, như https://antt.example.vn/
    #[arg(long, value_name = "ĐỊA_CHỈ")]
    base_url: Option<String>,
    /// Xuất bản cả bản nháp, trang chưa tới ngày, trang hết hạn
    #[arg(long)]
    drafts: bool,
    /// Không dùng, không ghi .antt/cache
    #[arg(long)]
    no_cache: bool,
    /// Dựng lại từ đầu ở chỗ khác rồi so từng tệp; báo lỗi nếu có tệp khác
    #[arg(long)]
    verify: bool,
    /// In thời gian của từng giai đoạn, khuôn và trang chậm nhất
    #[arg(long)]
    timings: bool,
    #[command(flatten)]
    judged: RawJudged,
}

#[derive(Args, Debug)]
struct RawServe {
    /// Trang của trường này
    #[arg(long, value_name = "MÃ")]
    site: Option<String>,
    /// Cổng (mặc định: cổng trống đầu tiên từ 8201)
    #[arg(long, value_name = "SỐ")]
    port: Option<u16>,
    /// Mở trình duyệt
    #[arg(long)]
    open: bool,
    /// Cả bản nháp, trang chưa tới ngày, trang hết hạn
    #[arg(long)]
    drafts: bool,
}

/// How content is judged, and how that is told.
#[derive(Args, Debug)]
struct RawJudged {
    /// Cách in thông báo
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Ngày dùng để xét bản nháp, thời hạn, hiệu lực (mặc định: hôm nay)
    #[arg(long, value_name = "NĂM-THÁNG-NGÀY")]
    date: Option<Date>,
    /// Coi cảnh báo là lỗi
    #[arg(long)]
    strict: bool,
    /// Coi mã này là cảnh báo
    #[arg(long, value_name = "MÃ", value_parser = code)]
    warn: Vec<&'static Code>,
    /// Coi mã này là lỗi
    #[arg(long, value_name = "MÃ", value_parser = code)]
    deny: Vec<&'static Code>,
    /// Bỏ qua mã này
    #[arg(long, value_name = "MÃ", value_parser = code)]
    allow: Vec<&'static Code>,
}

impl RawJudged {
    fn flags(self) -> Flags {
        Flags { allow: self.allow, warn: self.warn, deny: self.deny, strict: self.strict }
    }
}

/// A code as typed.
fn code(text: &str) -> Result<&'static Code, String> {
    codes::find(text).ok_or_else(|| {
        let near = nearest(&text.to_uppercase(), codes::all().map(|code| code.id));
        near.map_or_else(|| "không có mã này".to_owned(), |near| format!("không có mã này; có phải {near}?"))
    })
}

/// An address that sites can be published under.
fn base_url(text: String) -> Result<String, Outcome> {
    config::address(&text).ok_or_else(|| {
        Outcome::wrong_arguments(format!(
            "--base-url {text}: địa chỉ phải bắt đầu bằng https:// hoặc http://\n"
        ))
    })
}

/// Runs the program on its arguments and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let raw = match Raw::try_parse_from(arguments) {
        Ok(raw) => raw,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    let language = if raw.lang == "en" { Language::En } else { Language::Vi };
    let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let voice = Voice { language, colour, quiet: raw.quiet };
    let outcome = match raw.command {
        RawCommand::Build(options) => build_command(raw.root, options, voice),
        RawCommand::Serve(RawServe { site, port, open, drafts }) => {
            let print = Arc::new(|text: &str| drop(io::stderr().lock().write_all(text.as_bytes())));
            serve::run(&serve::Options { root: raw.root, site, port, open, drafts, print }, voice)
        }
        RawCommand::Check(judged) => {
            let (date, format, flags) = (judged.date, judged.format, judged.flags());
            let options = check::Options { root: raw.root, date, format, flags };
            check::run(&options, voice)
        }
        RawCommand::New { kind, title } => {
            let today = day(None, &Portal::default().timezone);
            let options = new::Options { root: &raw.root, kind: &kind, title: &title, today };
            Outcome::of_text(new::run(options, language), language)
        }
        RawCommand::Explain { code } => Outcome::of_text(explain::run(&code, language), language),
        RawCommand::Import { file } => Outcome::of_text(import::run(&raw.root, &file, language), language),
        RawCommand::Outline { files, format } => {
            let options = outline::Options { root: raw.root, files, json: format == "json" };
            Outcome::of_text(outline::run(&options, language), language)
        }
        RawCommand::Search { query, out, limit, format } => {
            let out = out.unwrap_or_else(|| raw.root.join("public"));
            let options = search::Options { query, out, limit, json: format == "json" };
            Outcome::of_text(search::run(&options), language)
        }
        RawCommand::Schema => Outcome { stdout: schema::run(), ..Outcome::default() },
    };
    print(&outcome);
    outcome.code
}

fn build_command(root: PathBuf, raw: RawBuild, voice: Voice) -> Outcome {
    let base_url = match raw.base_url.map(base_url).transpose() {
        Ok(base_url) => base_url,
        Err(outcome) => return outcome,
    };
    let options = build::Options {
        root,
        sites: raw.sites,
        all_sites: raw.all_sites,
        out: raw.out,
        base_url,
        date: raw.judged.date,
        drafts: raw.drafts,
        format: raw.judged.format,
        flags: raw.judged.flags(),
        progress: progress(voice),
        cache: !raw.no_cache,
        verify: raw.verify,
        timings: raw.timings,
    };
    build::run(&options, voice)
}

/// A bar on a terminal; nothing in a pipe or in CI.
fn progress(voice: Voice) -> Option<Progress> {
    if voice.quiet || !io::stderr().is_terminal() || std::env::var_os("CI").is_some() {
        return None;
    }
    let bar = indicatif::ProgressBar::new(0);
    Some(Arc::new(move |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
        if done >= total {
            bar.finish_and_clear();
        }
    }))
}

/// Prints what a command says; a closed pipe is no reason to complain.
fn print(outcome: &Outcome) {
    let _ = io::stderr().lock().write_all(outcome.stderr.as_bytes());
    let _ = io::stdout().lock().write_all(outcome.stdout.as_bytes());
}
