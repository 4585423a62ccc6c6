//! From a phrase to the addresses that it names.

use super::phrase::{Group, Item, Joint};
use crate::document::Level;
use crate::parse::legal::Structure;

/// Where the words stand: what "Điều này" means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The addresses of the units that hold the words, outermost first.
    pub units: Vec<(Level, String)>,
}

impl Place {
    /// The units that hold a provision, itself included.
    pub fn of(structure: &Structure, provision: Option<u32>) -> Self {
        let mut units = Vec::new();
        let mut up = provision;
        while let Some(found) = up.and_then(|at| structure.provisions.get(at as usize)) {
            units.push((found.level, found.anchor.clone()));
            up = found.parent;
        }
        units.reverse();
        Self { units }
    }

    /// The address of the unit of this level.
    pub fn unit(&self, level: Level) -> Option<&str> {
        self.units.iter().rev().find(|(known, _)| *known == level).map(|(_, anchor)| anchor.as_str())
    }

    /// The place with this address: `dieu-5-khoan-2` stands in Điều 5.
    pub fn at(anchor: &str) -> Self {
        let mut units = Vec::new();
        for (mark, level) in [("-khoan-", Level::Article), ("-diem-", Level::Clause)] {
            if let Some((holder, _)) = anchor.split_once(mark) {
                units.push((level, holder.to_owned()));
            }
        }
        let level = if anchor.contains("-diem-") {
            Level::Point
        } else if anchor.contains("-khoan-") {
            Level::Clause
        } else {
            Level::Article
        };
        units.push((level, anchor.to_owned()));
        Self { units }
    }

    /// Enters a unit of a quoted text.
    pub fn enter(&mut self, level: Level, slug: &str) {
        self.units.retain(|(known, _)| *known < level);
        let holder =
            self.units.last().filter(|(known, _)| *known >= Level::Article).map(|(_, anchor)| anchor.clone());
        let anchor = match (level, holder) {
            (Level::Clause, Some(holder)) => format!("{holder}-khoan-{slug}"),
            (Level::Point, Some(holder)) => format!("{holder}-diem-{slug}"),
            (Level::Article, _) => format!("dieu-{slug}"),
            _ => return,
        };
        self.units.push((level, anchor));
    }
}

/// A unit named, with its address and the tokens that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The address.
    pub anchor: String,
    /// Its tokens; none for the inner members of a range.
    pub tokens: Option<(usize, usize)>,
    /// Whether the address comes from where the words stand ("Điều này").
    pub relative: bool,
}

/// The units that a phrase names. A group that only holds another ("Điều 5" in "khoản 2 Điều 5") is none of them.
pub fn named(groups: &[Group], place: &Place) -> Vec<Named> {
    let mut holders: Vec<Option<usize>> = vec![None; groups.len()];
    for at in (0..groups.len()).rev() {
        let holder = holder(groups, &holders, at);
        if let Some(slot) = holders.get_mut(at) {
            *slot = holder;
        }
    }
    // "Điều 5 khoản 2 điểm a": the larger unit first.
    for at in 1..groups.len() {
        let free = holders.get(at).is_some_and(Option::is_none);
        let holder = holder_before(groups, &holders, at);
        if let Some(slot) = holders.get_mut(at).filter(|_| free) {
            *slot = holder;
        }
    }
    let mut found = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        if !holders.contains(&Some(at)) {
            name_group(groups, &holders, at, group, place, &mut found);
        }
    }
    found
}

/// The group that holds group `at`, among those before it: "Điều 5 khoản 1, khoản 2".
fn holder_before(groups: &[Group], holders: &[Option<usize>], at: usize) -> Option<usize> {
    let group = groups.get(at).filter(|group| matches!(group.level, Level::Clause | Level::Point))?;
    let mut up = at.checked_sub(1)?;
    loop {
        let before = groups.get(up)?;
        // In a list the larger unit is shared only where the member before has it from there too.
        let shared = group.joint != Joint::Listed || up + 1 < at;
        if before.level < group.level {
            return (before.level >= Level::Article && shared).then_some(up);
        }
        up = holders.get(up).copied().flatten().filter(|holder| *holder < up)?;
    }
}

/// The group that holds group `at`, among those behind it.
fn holder(groups: &[Group], holders: &[Option<usize>], at: usize) -> Option<usize> {
    let own = groups.get(at)?;
    let mut up = Some(at + 1);
    let mut first = true;
    while let Some(found) = up.and_then(|up| groups.get(up)) {
        let index = up?;
        let holds = found.level < own.level;
        // "khoản 3 và Điều 5" are two things; "Điều 5 và Mục 2" as well.
        let listed = first && found.joint == Joint::Listed;
        let through = matches!(own.level, Level::Annex | Level::Part | Level::Chapter | Level::Article);
        let apart = through && (!first || found.joint != Joint::Held);
        if holds && !listed && !apart {
            return Some(index);
        }
        if holds {
            return None;
        }
        up = holders.get(index).copied().flatten();
        first = false;
    }
    None
}

/// Adds the addresses of one group: every unit of it within every unit of its holder.
fn name_group(
    groups: &[Group],
    holders: &[Option<usize>],
    at: usize,
    group: &Group,
    place: &Place,
    found: &mut Vec<Named>,
) {
    let mut bases = bases(groups, holders, holders.get(at).copied().flatten(), place, 0);
    // "Chương IX Phần này" where the text shows no part: chapters are known without.
    if bases.is_empty() && matches!(group.level, Level::Part | Level::Chapter | Level::Article) {
        bases.push(None);
    }
    let many = bases.len() > 1;
    for (index, base) in bases.iter().enumerate() {
        for item in &group.items {
            let Some((anchor, relative)) = address(group.level, item, base.as_ref(), place) else { continue };
            // The words of a second holder stand for the unit within it.
            let own =
                if many && index > 0 { base.as_ref().and_then(|base| base.tokens) } else { item.tokens };
            let ends_group = !many && item.tokens.is_some_and(|(_, end)| end == group.end);
            let held = ends_group.then(|| held_to(groups, holders, at));
            let tokens = own.map(|(start, end)| (start, held.unwrap_or(end)));
            found.push(Named { anchor, tokens, relative });
        }
    }
}

/// Where the words end that hold a group, as far as they follow it directly: "khoản 3 Điều 16".
fn held_to(groups: &[Group], holders: &[Option<usize>], at: usize) -> usize {
    let mut last = at;
    while holders.get(last).copied().flatten() == Some(last + 1) {
        last += 1;
    }
    groups.get(last).map_or(0, |group| group.end)
}

/// What a group is held by.
#[derive(Clone, Debug)]
struct Base {
    level: Level,
    anchor: String,
    tokens: Option<(usize, usize)>,
    relative: bool,
}

/// Every unit of a holding group, with its own holders before it; one empty base where there is none.
fn bases(
    groups: &[Group],
    holders: &[Option<usize>],
    holder: Option<usize>,
    place: &Place,
    depth: usize,
) -> Vec<Option<Base>> {
    let Some((at, group)) = holder.and_then(|at| Some((at, groups.get(at)?))) else { return vec![None] };
    if depth > 8 {
        return vec![None];
    }
    let mut made = Vec::new();
    for base in bases(groups, holders, holders.get(at).copied().flatten(), place, depth + 1) {
        for item in &group.items {
            if let Some((anchor, relative)) = address(group.level, item, base.as_ref(), place) {
                made.push(Some(Base { level: group.level, anchor, tokens: item.tokens, relative }));
            }
        }
    }
    made
}

/// The address of one unit, and whether it rests on where the words stand. Nothing where the words do not say enough.
fn address(level: Level, item: &Item, base: Option<&Base>, place: &Place) -> Option<(String, bool)> {
    let Some(number) = &item.number else {
        let chapter = level == Level::Section && place.unit(Level::Section).is_none();
        let level = if chapter { Level::Chapter } else { level };
        return place.unit(level).map(|anchor| (anchor.to_owned(), true));
    };
    let slug = number.slug();
    let relative = base.is_some_and(|base| base.relative);
    let plan = |base: &Base| base.level == Level::Section || base.anchor.starts_with("muc-");
    let anchor = match (level, base) {
        (Level::Annex, _) => format!("phu-luc-{slug}"),
        (Level::Part, _) => format!("phan-{slug}"),
        (Level::Chapter, _) => format!("chuong-{slug}"),
        (Level::Section, Some(base)) => format!("{}-muc-{slug}", base.anchor),
        (Level::Section, None) => {
            match place.unit(Level::Chapter).filter(|chapter| chapter.contains("chuong-")) {
                Some(chapter) => return Some((format!("{chapter}-muc-{slug}"), true)),
                None => format!("muc-{slug}"),
            }
        }
        (Level::Subsection, Some(base)) => format!("{}-tieu-muc-{slug}", base.anchor),
        (Level::Subsection, None) => return None,
        (Level::Article, Some(base)) if base.level == Level::Annex => format!("{}-dieu-{slug}", base.anchor),
        (Level::Article, _) => format!("dieu-{slug}"),
        (Level::Clause | Level::Point, Some(base)) if plan(base) => format!("{}-{slug}", base.anchor),
        (Level::Clause, Some(base)) => format!("{}-khoan-{slug}", base.anchor),
        (Level::Point, Some(base)) => format!("{}-diem-{slug}", base.anchor),
        (Level::Bullet, _) | (Level::Clause | Level::Point, None) => return None,
    };
    Some((anchor, relative))
}
