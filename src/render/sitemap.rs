//! `sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt` (RFC 9309).

use super::Renderer;
use crate::parse::escape;

/// The addresses of all pages, with their last change. Only for a site whose address is known.
pub(super) fn sitemap(renderer: &Renderer<'_>) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in &renderer.site.pages {
        let Some(url) = renderer.full_address(&page.route) else { continue };
        xml.push_str("<url><loc>");
        escape(&url, &mut xml);
        xml.push_str("</loc>");
        if let Some(date) = page.document.front.last_change() {
            xml.push_str(&format!("<lastmod>{date}</lastmod>"));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Everything may be read; the sitemap is named where there is one.
pub(super) fn robots(renderer: &Renderer<'_>) -> String {
    let sitemap = renderer.site.base_url.as_ref().map(|base| format!("Sitemap: {base}sitemap.xml\n"));
    format!("User-agent: *\nDisallow:\n{}", sitemap.unwrap_or_default())
}
