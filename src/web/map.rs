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

/// The map as SVG, each region shaded from 0 to 100, with its words and a link. `tell` says all three of a region.
pub(crate) fn shaded(tell: impl Fn(RegionCode) -> (u64, String, String), alt: &str) -> String {
    let escaped = |text: &str| {
        askama::filters::escape(text, askama::filters::Html).map_or_else(|_| String::new(), |safe| safe.to_string())
    };
    let mut svg = format!(r#"<svg viewBox="-1 -1 203 215" role="group" aria-label="{}">"#, escaped(alt));
    for (region, path) in SHAPES.iter() {
        let (shade, words, href) = tell(*region);
        // Five steps: an eye tells no more apart.
        let opacity = match shade {
            0 => "0",
            1..=20 => ".15",
            21..=40 => ".35",
            41..=60 => ".55",
            61..=80 => ".75",
            _ => "1",
        };
        let (href, words) = (escaped(&href), escaped(&words));
        svg.push_str(&format!(
            r#"<a href="{href}" aria-label="{words}"><title>{words}</title><path d="{path}"/><path class="a" fill-opacity="{opacity}" d="{path}"/></a>"#
        ));
    }
    svg.push_str("</svg>");
    svg
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
