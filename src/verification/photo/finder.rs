//! The three squares in the corners of a QR symbol: dark 1, light 1, dark 3, light 1, dark 1 in every direction.
use super::level::Level;

/// Squares kept in one picture.
const MOST: usize = 600;
/// Squares looked at around each one.
const NEAR: usize = 24;
/// Threes kept in one picture.
const MOST_THREES: usize = 4_000;

/// A square, in pixels of its level.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Square {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Its extent along the rows, a seventh of it.
    pub(super) unit: f32,
    seen: u32,
}

/// Squares that may belong to one symbol: the corner between the others, the one to its right, the one below.
pub(super) struct Three {
    pub(super) corner: Square,
    pub(super) right: Square,
    pub(super) below: Square,
    /// How irregular, times how large: on a sheet the squares of different symbols lie regularly too, but farther.
    off: f32,
}

/// All squares that were seen in two rows at least.
pub(super) fn squares(level: &Level) -> Vec<Square> {
    let mut found: Vec<Square> = Vec::new();
    let mut edges = [0_usize; 6];
    for y in 0..level.height {
        let (mut known, mut dark) = (0_usize, false);
        for x in 0..=level.width {
            let now = x < level.width && level.dark(x, y);
            if now == dark {
                continue;
            }
            dark = now;
            edges.rotate_left(1);
            edges[5] = x;
            known += 1;
            if !now && known >= 6 && square(&edges) {
                note(level, &mut found, (edges[2] + edges[3]) as f32 / 2.0, y);
            }
        }
    }
    found.retain(|square| square.seen >= 2);
    if found.len() > MOST {
        found.sort_by(|a, b| (b.seen as f32 / b.unit).total_cmp(&(a.seen as f32 / a.unit)));
        found.truncate(MOST);
    }
    found
}

fn square(edges: &[usize; 6]) -> bool {
    let unit = (edges[5] - edges[0]) as f32 / 7.0;
    let near = |at: usize, times: f32| {
        ((edges[at + 1] - edges[at]) as f32 - times * unit).abs() <= times.sqrt() * (unit * 0.5 + 0.4)
    };
    unit >= 1.0 && near(0, 1.0) && near(1, 1.0) && near(2, 3.0) && near(3, 1.0) && near(4, 1.0)
}

fn note(level: &Level, found: &mut Vec<Square>, x: f32, y: usize) {
    let Some((middle, tall)) = through(level, x as usize, y, true) else { return };
    let Some((x, wide)) = through(level, x as usize, middle as usize, false) else { return };
    let y = middle;
    if wide > 1.5 * tall || tall > 1.5 * wide {
        return;
    }
    let unit = (wide + tall) / 14.0;
    let same = found.iter_mut().rev().take(MOST).find(|s| (s.x - x).abs() < 2.0 * unit && (s.y - y).abs() < 2.0 * unit);
    if let Some(square) = same {
        let (old, new) = (square.seen as f32, square.seen as f32 + 1.0);
        square.x = (square.x * old + x) / new;
        square.y = (square.y * old + y) / new;
        square.unit = (square.unit * old + unit) / new;
        square.seen += 1;
    } else if found.len() < 50 * MOST {
        found.push(Square { x, y, unit, seen: 1 });
    }
}

/// The middle and the extent of the square around a pixel, along its column or its row.
fn through(level: &Level, x: usize, y: usize, column: bool) -> Option<(f32, f32)> {
    let (from, end) = if column { (y, level.height) } else { (x, level.width) };
    let dark = |at: usize| if column { level.dark(x, at) } else { level.dark(at, y) };
    if from >= end || (if column { x >= level.width } else { y >= level.height }) || !dark(from) {
        return None;
    }
    let mut edges = [0_usize; 6];
    let (mut at, mut colour) = (from, true);
    for edge in [2, 1, 0] {
        while at > 0 && dark(at - 1) == colour {
            at -= 1;
        }
        edges[edge] = at;
        colour = !colour;
    }
    let (mut at, mut colour) = (from, true);
    for edge in [3, 4, 5] {
        while at < end && dark(at) == colour {
            at += 1;
        }
        edges[edge] = at;
        colour = !colour;
    }
    square(&edges).then(|| ((edges[2] + edges[3]) as f32 / 2.0, (edges[5] - edges[0]) as f32))
}

/// Squares that lie like the corners of a symbol, the small and regular ones first.
pub(super) fn threes(squares: &[Square]) -> Vec<Three> {
    let mut all = Vec::new();
    for corner in squares {
        let mut near: Vec<(f32, &Square)> = squares
            .iter()
            .filter(|other| other.unit < 1.5 * corner.unit && corner.unit < 1.5 * other.unit)
            .map(|other| ((other.x - corner.x).hypot(other.y - corner.y), other))
            .filter(|(far, _)| *far > 9.0 * corner.unit && *far < 260.0 * corner.unit)
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.truncate(NEAR);
        for (at, (long, one)) in near.iter().enumerate() {
            for (longer, two) in &near[at + 1..] {
                if *longer > 1.4 * long {
                    break;
                }
                let (a, b) = ((one.x - corner.x, one.y - corner.y), (two.x - corner.x, two.y - corner.y));
                let cosine = (a.0 * b.0 + a.1 * b.1) / (long * longer);
                if cosine.abs() > 0.35 {
                    continue;
                }
                let (right, below) = if a.0 * b.1 - a.1 * b.0 > 0.0 { (one, two) } else { (two, one) };
                let off = (cosine.abs() + (longer / long - 1.0)).max(0.1) * longer;
                all.push(Three { corner: *corner, right: **right, below: **below, off });
            }
        }
    }
    all.sort_by(|a, b| a.off.total_cmp(&b.off));
    all.truncate(MOST_THREES);
    all
}
