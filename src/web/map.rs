//! The map of Lampung: its 15 kabupaten and kota, drawn by `data/map/make.py`.
use std::sync::LazyLock;

use crate::registry::RegionCode;

static SHAPES: LazyLock<Vec<(RegionCode, &str)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/map/lampung.tsv").lines();
    lines
        .map(|line| {
            let (code, path) = line.split_once('\t').expect("every line of the built-in map has a code and a path");
            (RegionCode::parse(code).expect("the map shows regions of the list"), path)
        })
        .collect()
});

static LAND: LazyLock<String> = LazyLock::new(|| SHAPES.iter().map(|(_, path)| *path).collect());

/// The map as SVG with one region in gold; `None` outside Lampung. `alt` says in words what it shows.
pub(crate) fn highlighting(region: RegionCode, alt: &str) -> Option<String> {
    let (_, here) = SHAPES.iter().find(|(code, _)| *code == region)?;
    let alt = askama::filters::escape(alt, askama::filters::Html).ok()?;
    Some(format!(
        r#"<svg class="map" viewBox="0 0 201 213" role="img" aria-label="{alt}"><path d="{}"/><path class="h" d="{here}"/></svg>"#,
        *LAND
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_has_lampung_and_nothing_else() {
        assert_eq!(SHAPES.len(), 15);
        let svg = highlighting(RegionCode::parse("18.04").unwrap(), "a \"map\"").unwrap();
        assert!(svg.len() < 3000, "{}", svg.len());
        assert!(!svg.contains("a \"map\""));
        assert!(highlighting(RegionCode::parse("31.71").unwrap(), "").is_none());
    }
}
