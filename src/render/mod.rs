//! Makes each route from a view that holds all it may show. No I/O, no clock, nothing but the linked site.

mod akoma;
mod body;
mod calendar;
mod card;
mod citations;
mod compare;
mod feed;
mod graph;
mod highlight;
mod home;
mod legislation;
mod list;
mod listed;
mod official;
mod page;
pub mod register;
mod register_pages;
mod route;
mod sitemap;
mod standing;
mod status;
mod structured;
mod versions;
pub mod views;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

use crate::config::{Config, Portal};
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::hash::Fast;
use crate::path::{Route, SourcePath};
use crate::site::{PageId, Site, TaxonomyKind, Term};
use crate::source::FileInfo;
use crate::theme::Theme;
pub use route::{Job, Standing};
use views::{AlternateView, ContactView, FrameView, LinkView, MenuView, Shell, SiteView};

/// What rendering gives: the bytes of a route, or what is wrong with the theme.
pub type Rendered<T = Vec<u8>> = Result<T, Box<Diagnostic>>;

/// Everything that routes are made from.
pub struct Renderer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    config: &'a Config,
    files: &'a BTreeMap<SourcePath, FileInfo>,
    /// [`SiteView`], made once: a copy of it costs nothing.
    site_value: Value,
    /// Headers and footers by folder, as far as they are made.
    frames: HashMap<String, Frame>,
    /// What lists show of each page, as far as it is made.
    listed: listed::Listed,
    /// The lists of terms by their names, as far as they are known.
    terms: HashMap<(TaxonomyKind, &'a str), Route, Fast>,
    /// What the site has beside its pages.
    standing: route::Standing,
}

/// Header and footer, the same for all pages of a folder: as values, which all these pages share.
struct Frame {
    header: Value,
    footer: Value,
}

/// About how many bytes a page has.
const PAGE: usize = 32 << 10;

/// What a template made as text: many bytes are checked at once.
fn utf8(html: &[u8]) -> Cow<'_, str> {
    simdutf8::basic::from_utf8(html).map_or_else(|_| String::from_utf8_lossy(html), Cow::Borrowed)
}

/// What a view needs to say of its page besides the content.
struct Head<'a> {
    route: &'a Route,
    title: &'a str,
    description: &'a str,
    kind: &'static str,
    /// The page that the view shows, where it shows one.
    page: Option<PageId>,
    /// The ways up besides those of the page's folder.
    above: Vec<LinkView<'a>>,
    noindex: bool,
    /// The same list for other programs, where the view shows a list.
    list: Option<ListFiles<'a>>,
}

/// A list as a feed and as JSON.
struct ListFiles<'a> {
    feed: LinkView<'a>,
    json: LinkView<'a>,
}

impl<'a> Head<'a> {
    fn new(route: &'a Route, title: &'a str, kind: &'static str) -> Self {
        Self {
            route,
            title,
            description: "",
            kind,
            page: None,
            above: Vec::new(),
            noindex: false,
            list: None,
        }
    }
}

impl<'a> Renderer<'a> {
    /// Prepares to render `site`. Costs little: a renderer may be made for a single route.
    pub fn new(
        site: &'a Site,
        theme: &'a Theme,
        config: &'a Config,
        files: &'a BTreeMap<SourcePath, FileInfo>,
    ) -> Self {
        let mut renderer = Self {
            site,
            theme,
            config,
            files,
            site_value: Value::none(),
            frames: HashMap::new(),
            listed: listed::Listed::default(),
            terms: HashMap::default(),
            standing: route::Standing::of(site, config),
        };
        renderer.site_value = Value::from_serializable(&renderer.site_view());
        renderer
    }

    /// Prepares for many routes: makes the headers and footers of all folders now, once, for all their pages, and keeps
    /// what lists show of a page for the next list.
    ///
    /// # Errors
    /// Where the theme's header or footer cannot be rendered.
    pub fn with_frames(mut self) -> Rendered<Self> {
        let frames: Rendered<HashMap<String, Frame>> = route::folders(&self)
            .into_par_iter()
            .map(|folder| self.frame(&folder).map(|frame| (folder, frame)))
            .collect();
        self.frames = frames?;
        self.listed = listed::Listed::of(&self.site.pages);
        let site = self.site;
        let terms = site.taxonomies.iter().flat_map(|taxonomy| {
            let kind = taxonomy.kind;
            let route = move |term: &'a Term| {
                Some(((kind, term.name.as_str()), route::term_page(kind, &term.slug, 1)?))
            };
            taxonomy.terms.iter().filter_map(route)
        });
        self.terms = terms.collect();
        Ok(self)
    }

    fn portal(&self) -> &'a Portal {
        &self.config.portal
    }

    fn site_view(&self) -> SiteView {
        let own = self.site.config.as_ref();
        let logo = own.and_then(|own| {
            let logo = SourcePath::new(&format!("content/sites/{}/{}", own.id, own.logo.as_ref()?.value))?;
            self.site.files.get(&logo).map(Route::encoded)
        });
        let contacts = own.map_or(&self.portal().contacts, |own| &own.contacts);
        SiteView {
            title: self.site.title.clone(),
            tagline: self.site.tagline.clone(),
            lang: self.portal().language.tag(),
            publisher: own.map_or_else(|| self.portal().publisher.clone(), |own| Some(own.name.clone())),
            contacts: contacts
                .iter()
                .map(|contact| ContactView {
                    label: contact.label.clone(),
                    value: contact.value.clone(),
                    url: words::contact_url(&contact.value),
                })
                .collect(),
            example: own.is_some_and(|own| own.example),
            search: self.standing.search,
            updated: self.site.updated.map(words::date),
            own_colour: own.is_some_and(|own| own.colour.is_some()),
            stylesheet: self.theme.stylesheet.clone(),
            portal_title: own.map(|_| self.portal().title.clone()),
            sample_searches: self.portal().sample_searches.clone(),
            logo,
        }
    }

    fn frame(&self, folder: &str) -> Rendered<Frame> {
        let url =
            |route: &str| Route::new(route).map_or_else(String::new, |route| route.relative_from(folder));
        let base = "../".repeat(folder.split('/').filter(|part| !part.is_empty()).count());
        let menu = self.site.menu.iter().filter_map(|(label, id)| {
            let page = self.site.page(*id)?;
            let current = !page.route.folder().is_empty() && in_folder(folder, page.route.folder());
            Some(MenuView { url: page.route.relative_from(folder), label, current })
        });
        let ways = self.standing.ways().map(|(key, route)| {
            let label = self.theme.text(route::title_key(key)).into();
            (key, LinkView { url: url(route), label })
        });
        let lists = self.site.taxonomies.iter().map(|taxonomy| LinkView {
            url: url(&format!("{}/index.html", taxonomy.kind.folder())),
            label: self.theme.text(list::taxonomy_key(taxonomy.kind)).into(),
        });
        let view = FrameView { base, menu: menu.collect(), ways: ways.collect(), lists: lists.collect() };
        let mut context = Context::new();
        context.insert("frame", &view);
        let part = |name, context| self.template(name, context).map(|html| Value::safe_string(&utf8(&html)));
        Ok(Frame { header: part("header.html", context.clone())?, footer: part("footer.html", context)? })
    }

    /// Renders one template. `site` goes along; `t` is global.
    fn template(&self, name: &str, mut context: Context) -> Rendered {
        context.insert_value("site", self.site_value.clone());
        let mut html = Vec::with_capacity(PAGE);
        self.theme.tera.render_to(name, &context, &mut html).map_err(|error| {
            let error = crate::theme::reason(&error);
            let message = Message::new(
                format!("Không dựng được trang từ khuôn `{name}`: {error}"),
                format!("The template `{name}` could not be rendered: {error}"),
            );
            Box::new(Diagnostic::general(&codes::TEMPLATE_FAILED, message))
        })?;
        Ok(html)
    }

    /// Renders a page: its template with what stands around its content.
    fn page_template(&self, name: &str, head: Head<'_>, mut context: Context) -> Rendered {
        let folder = head.route.folder();
        match self.frames.get(folder) {
            Some(frame) => context.insert("shell", &self.shell(&head, frame)),
            None => context.insert("shell", &self.shell(&head, &self.frame(folder)?)),
        }
        self.template(name, context)
    }

    fn shell<'s>(&'s self, head: &'s Head<'_>, frame: &'s Frame) -> Shell<'s> {
        let folder = head.route.folder();
        let breadcrumbs = self.breadcrumbs(head);
        // A text that its document's own address shows too is known by that.
        let page = head.page.and_then(|id| self.site.page(id)).filter(|page| page.version_of.is_some());
        let known_by = page.map_or(head.route, |page| &self.site.main_page(page).route);
        let canonical = self.full_address(known_by).filter(|_| !head.noindex);
        Shell {
            base: head.route.base(),
            route: head.route.encoded(),
            json_ld: structured::json(self, head, &breadcrumbs),
            title: head.title,
            description: head.description,
            kind: head.kind,
            base_href: self.site.base_url.as_deref().filter(|_| head.kind == "not-found"),
            canonical,
            noindex: head.noindex,
            feed: head
                .list
                .as_ref()
                .map_or_else(|| feed::link(self, head.page, folder), |list| Some(list.feed.clone())),
            alternates: self.alternates(head, folder),
            breadcrumbs,
            header: &frame.header,
            footer: &frame.footer,
        }
    }

    /// The page for other programs: a list as JSON, a legal document as XML.
    fn alternates(&self, head: &Head<'_>, folder: &str) -> Vec<AlternateView<'_>> {
        let json = head.list.as_ref().map(|list| AlternateView {
            url: list.json.url.clone(),
            mime: "application/json",
            label: self.theme.text("as_json"),
        });
        let document = head.page.and_then(|id| self.site.page(id)).filter(|page| page.route == *head.route);
        let document = document.filter(|page| route::has_xml(page));
        let xml = document.map(|page| AlternateView {
            url: route::akoma_route(page).relative_from(folder),
            mime: "application/akn+xml",
            label: self.theme.text("as_xml"),
        });
        json.into_iter().chain(xml).collect()
    }

    /// The ways up from a page: the folders that hold it.
    fn breadcrumbs<'s>(&'s self, head: &Head<'s>) -> Vec<LinkView<'s>> {
        let folder = head.route.folder();
        let mut ways = Vec::new();
        if let Some(page) = head.page.and_then(|id| self.site.page(id)) {
            for id in self.site.path_to(page.folder) {
                let Some((above, route)) = self.site.folder(id).zip(self.site.folder_route(id)) else {
                    continue;
                };
                if route == *head.route {
                    continue;
                }
                let home = above.parent.is_none();
                let label = if home { self.theme.text("home") } else { &above.title };
                ways.push(LinkView { url: route.relative_from(folder), label: label.into() });
            }
        } else if head.route.as_str() != "index.html"
            && let Some(home) = Route::new("index.html")
        {
            ways.push(LinkView { url: home.relative_from(folder), label: self.theme.text("home").into() });
        }
        ways.extend(head.above.iter().cloned());
        ways
    }

    /// The full address of a route, where the site's is known.
    fn full_address(&self, route: &Route) -> Option<String> {
        let base = self.site.base_url.as_ref()?;
        let path = route.encoded();
        // A folder's first page is known by the folder.
        let path = path
            .strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'))
            .unwrap_or(&path);
        Some(format!("{base}{path}"))
    }
}

/// Puts a view into a context under its name.
fn context(name: &'static str, view: &impl Serialize) -> Context {
    let mut context = Context::new();
    context.insert(name, view);
    context
}

/// Whether `folder` is `top` or lies in it.
fn in_folder(folder: &str, top: &str) -> bool {
    folder == top || folder.strip_prefix(top).is_some_and(|rest| rest.starts_with('/'))
}

impl Renderer<'_> {
    /// Every route of the site and what makes it.
    pub fn routes(&self, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<Route, Job> {
        route::all(self, diagnostics)
    }

    /// Makes one route; files that are copied are not made here.
    ///
    /// # Errors
    /// Where a template fails: that is the theme's fault.
    pub fn emit(&self, route: &Route, job: &Job) -> Rendered {
        match job {
            Job::Page(id) => self.page(*id),
            Job::Changes(id) => self.changes(route, *id),
            Job::Folder(id, number) => self.folder(*id, *number),
            Job::Taxonomy(kind) => self.taxonomy(*kind),
            Job::Term(kind, index, number) => self.term_list(*kind, *index, *number),
            Job::Standing(key) => self.standing(key),
            Job::Redirect(id) => self.redirect(route, *id),
            Job::Register(number) => self.register_list(*number),
            Job::RegisterFeed => Ok(self.register_feed().into_bytes()),
            Job::TermFeed(kind, index) => Ok(self.term_feed(*kind, *index).into_bytes()),
            Job::TermJson(kind, index) => Ok(self.term_json(*kind, *index).into_bytes()),
            Job::Feed(id) => Ok(feed::feed(self, *id).into_bytes()),
            Job::Sitemap => Ok(sitemap::sitemap(self).into_bytes()),
            Job::Documents => Ok(register::documents(self).into_bytes()),
            Job::Akoma(id) => {
                let page = self.site.page(*id);
                Ok(page.and_then(|page| akoma::akoma(self, page)).unwrap_or_default().into_bytes())
            }
            Job::Robots => Ok(sitemap::robots(self).into_bytes()),
            Job::Calendar => Ok(calendar::ics(self).into_bytes()),
            Job::Colour => Ok(self.colour().into_bytes()),
            Job::Bytes(bytes) => Ok(bytes.to_vec()),
            Job::Copy(_) => Ok(Vec::new()),
        }
    }

    /// A school's colour as a style sheet.
    fn colour(&self) -> String {
        let colour =
            self.site.config.as_ref().and_then(|own| own.colour.as_ref()).map(|colour| colour.value.as_str());
        colour.map_or_else(String::new, |colour| format!(":root{{--site-brand:{colour}}}\n"))
    }
}
