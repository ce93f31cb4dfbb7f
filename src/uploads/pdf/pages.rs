//! The pages of a file, in their order (ISO 32000-1, section 7.7.3).
use std::collections::HashSet;

use super::MOST_PAGES;
use super::file::File;
use super::object::{Dict, Object};
use crate::uploads::Refused;

/// Nodes between the root of the pages and a page.
const DEEPEST: usize = 12;
/// Nodes of the whole tree.
const MOST_NODES: usize = 1_000;
/// Keys of a page that its ancestors may hold for it.
const INHERITED: [&str; 4] = ["MediaBox", "CropBox", "Rotate", "Resources"];
/// Keys that only the page itself holds.
const OWN: [&str; 2] = ["Contents", "Annots"];

/// Each page, with what it inherits and what it holds itself, and nothing else.
pub(super) fn of(file: &File) -> Result<Vec<Dict>, Refused> {
    let root = file.dict(&file.root).ok_or(Refused::Damaged)?;
    let mut tree = Tree { file, seen: HashSet::new(), nodes: 0, pages: Vec::new() };
    tree.walk(root.get(&b"Pages"[..]).unwrap_or(&Object::Null), &Dict::new(), DEEPEST)?;
    if tree.pages.is_empty() { Err(Refused::Damaged) } else { Ok(tree.pages) }
}

struct Tree<'f, 'a> {
    file: &'f File<'a>,
    seen: HashSet<u32>,
    nodes: usize,
    pages: Vec<Dict>,
}

impl Tree<'_, '_> {
    /// The pages below a node, which inherit what stands above them.
    fn walk(&mut self, node: &Object, above: &Dict, depth: usize) -> Result<(), Refused> {
        let file = self.file;
        let depth = depth.checked_sub(1).ok_or(Refused::Unclear("too many parts within each other"))?;
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(Refused::Unclear("too many parts"));
        }
        if let Object::Ref(number) = node
            && !self.seen.insert(*number)
        {
            return Err(Refused::Damaged);
        }
        let Some(dict) = file.dict(node) else { return Ok(()) };
        let mut page = above.clone();
        let held = |key: &&str| Some((key.as_bytes().to_vec(), dict.get(key.as_bytes())?.clone()));
        page.extend(INHERITED.iter().filter_map(held));
        if let Object::Array(kids) = file.get(dict, "Kids") {
            return kids.iter().try_for_each(|kid| self.walk(kid, &page, depth));
        }
        if self.pages.len() == MOST_PAGES {
            return Err(Refused::Unclear("more than 40 pages"));
        }
        page.extend(OWN.iter().filter_map(held));
        self.pages.push(page);
        Ok(())
    }
}
