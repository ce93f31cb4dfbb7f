//! The tree of pages: a viewer finds page 40,000 in three steps, and we remember one number per 64 pages.

use std::io::Write;

use pdf_writer::{Rect, Ref};

use super::document::Document;
use crate::labels::Error;

/// Pages in a branch.
const BRANCH: usize = 64;

pub(super) struct PageTree {
    pub(super) root: Ref,
    /// Width and height of all pages, in points.
    size: (f32, f32),
    /// Branches already begun, the open one last.
    branches: Vec<Ref>,
    /// Pages of the open branch.
    open: Vec<Ref>,
    count: usize,
}

impl PageTree {
    pub(super) fn new<W: Write>(document: &mut Document<W>, size: (f32, f32)) -> Self {
        Self { root: document.reserve(), size, branches: Vec::new(), open: Vec::new(), count: 0 }
    }

    /// Numbers for the next page and for the branch it hangs on.
    pub(super) fn grow<W: Write>(&mut self, document: &mut Document<W>) -> Result<(Ref, Ref), Error> {
        if self.open.len() == BRANCH {
            self.close_branch(document)?;
        }
        if self.open.is_empty() {
            self.branches.push(document.reserve());
        }
        let page = document.reserve();
        self.open.push(page);
        self.count += 1;
        Ok((page, self.branches[self.branches.len() - 1]))
    }

    /// Writes what is open; the tree does not grow any more.
    pub(super) fn finish<W: Write>(mut self, document: &mut Document<W>) -> Result<(), Error> {
        self.close_branch(document)?;
        document.write(self.root, |chunk, id| {
            chunk.pages(id).count(self.count as i32).kids(self.branches.iter().copied());
        })
    }

    fn close_branch<W: Write>(&mut self, document: &mut Document<W>) -> Result<(), Error> {
        let Some(&branch) = self.branches.last() else { return Ok(()) };
        let pages = std::mem::take(&mut self.open);
        document.write(branch, |chunk, id| {
            let mut node = chunk.pages(id);
            node.parent(self.root).count(pages.len() as i32).kids(pages);
            node.media_box(Rect::new(0.0, 0.0, self.size.0, self.size.1));
        })
    }
}
