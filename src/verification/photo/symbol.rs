//! One symbol: where its modules are, and what they say.
use std::panic::catch_unwind;

use rqrr::{Grid, SimpleGrid};

use super::finder::Three;
use super::level::Level;

/// A symbol's text is at most this long.
const LONGEST_TEXT: usize = 2_048;
/// The share of the corner squares' contrast that a timing pattern shows at least.
const TIMED: f32 = 0.4;
/// The share that all its patterns show when the modules are where they are thought to be.
const FITTING: f32 = 0.6;

/// A symbol, read or only seen.
pub(super) struct Symbol {
    /// Its middle and the side of it, in pixels of its level.
    pub(super) middle: (f32, f32),
    pub(super) side: f32,
    /// The middles of its corner squares.
    pub(super) corners: [Point; 3],
    pub(super) text: Option<String>,
}

impl Symbol {
    /// Whether a place lies in it, or just beside it.
    pub(super) fn covers(&self, (x, y): Point) -> bool {
        (x - self.middle.0).hypot(y - self.middle.1) < 0.7 * self.side
    }
}

/// A place in a picture.
pub(super) type Point = (f32, f32);

/// A module whose colour is known.
struct Known {
    x: f32,
    y: f32,
    dark: bool,
}

/// The symbol with these corners, if there is one. `work` counts the looks at the picture.
pub(super) fn symbol(level: &Level, three: &Three, work: &mut u64) -> Option<Symbol> {
    let (corner, right, below) = (three.corner, three.right, three.below);
    let along = (right.x - corner.x, right.y - corner.y);
    let down = (below.x - corner.x, below.y - corner.y);
    let modules = |arm: Point, other: f32| {
        let long = arm.0.hypot(arm.1);
        long / ((corner.unit + other) / 2.0 * (arm.0.abs().max(arm.1.abs()) / long))
    };
    let guess = (modules(along, right.unit) + modules(down, below.unit)) / 2.0 + 7.0;
    let nearest = ((guess - 17.0) / 4.0).round() as i32;
    let reach = 1 + nearest / 8;
    let fourth = (right.x + down.0, right.y + down.1);
    let corners = [(corner.x, corner.y), (right.x, right.y), fourth, (below.x, below.y)];
    let mut best: Option<(f32, usize)> = None;
    for version in (nearest - reach).max(1)..=(nearest + reach).min(40) {
        let size = 17 + 4 * version as usize;
        let map = Map::new(&corners, size);
        *work += 2 * size as u64 + 100;
        let Some(shown) = shown(level, &map, size) else { continue };
        let timed = contrast(level, &map, &timing(size)) / shown;
        if timed > TIMED && best.is_none_or(|(most, _)| timed > most) {
            best = Some((timed, size));
        }
    }
    let (timed, size) = best?;
    let mut known = timing(size);
    known.extend(squares(size));
    known.extend(alignment(size));
    let fit = |corners: &[Point; 4], known: &[Known]| contrast(level, &Map::new(corners, size), known);
    let shown = shown(level, &Map::new(&corners, size), size)?;
    let module = along.0.hypot(along.1) / (size - 7) as f32;
    let (mut settled, mut best) = settle(corners, module, &known, fit, work);
    let mut text = said(level, &settled, size, best / shown, work);
    if text.is_none() && timed > 1.5 * TIMED && size > 21 {
        // Seen from the side: the fourth corner is where the last alignment pattern says.
        let mut last = Vec::new();
        pattern(size as f32 - 6.5, size as f32 - 6.5, 2, &mut last);
        let reach = 2 + size as i32 / 8;
        let (mut most, mut there) = (f32::MIN, corners);
        for (u, v) in (-reach..=reach).flat_map(|v| (-reach..=reach).map(move |u| (u, v))) {
            let mut tried = corners;
            tried[2].0 += u as f32 * module * 0.8;
            tried[2].1 += v as f32 * module * 0.8;
            *work += last.len() as u64;
            let found = fit(&tried, &last);
            if found > most {
                (most, there) = (found, tried);
            }
        }
        let (other, fitting) = settle(there, module, &known, fit, work);
        if fitting > best {
            (settled, best) = (other, fitting);
            text = said(level, &settled, size, best / shown, work);
        }
    }
    let map = Map::new(&settled, size);
    if text.is_none() && (best < FITTING * shown || timed < 1.5 * TIMED) {
        return None;
    }
    let corners = [(corner.x, corner.y), (right.x, right.y), (below.x, below.y)];
    Some(Symbol { middle: map.at(size as f32 / 2.0, size as f32 / 2.0), side: module * size as f32, corners, text })
}

/// The text of the symbol between these corners, if its patterns fit halfway at least.
fn said(level: &Level, corners: &[Point; 4], size: usize, fitting: f32, work: &mut u64) -> Option<String> {
    if fitting < FITTING / 2.0 {
        return None;
    }
    *work += 20 * (size * size) as u64;
    text(&brightness(level, &Map::new(corners, size), size), size)
}

/// The contrast of the corner squares; none if it is small for their brightest and darkest modules.
fn shown(level: &Level, map: &Map, size: usize) -> Option<f32> {
    let squares = squares(size);
    let bright = squares.iter().map(|module| map.at(module.x, module.y)).map(|(x, y)| level.at(x, y));
    let (least, most) = bright.fold((f32::MAX, f32::MIN), |(least, most), at| (least.min(at), most.max(at)));
    let shown = contrast(level, map, &squares);
    (shown > 8.0 && shown > 0.4 * (most - least)).then_some(shown)
}

/// Moves the corners to where the known modules show the most contrast.
fn settle(
    mut corners: [Point; 4],
    module: f32,
    known: &[Known],
    fit: impl Fn(&[Point; 4], &[Known]) -> f32,
    work: &mut u64,
) -> ([Point; 4], f32) {
    let mut best = fit(&corners, known);
    let mut step = module * 0.6;
    for _ in 0..5 {
        for at in [2, 0, 1, 3] {
            for (u, v) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                let mut tried = corners;
                tried[at].0 += u * step;
                tried[at].1 += v * step;
                let found = fit(&tried, known);
                if found > best {
                    (best, corners) = (found, tried);
                }
            }
        }
        *work += 16 * known.len() as u64;
        step *= 0.6;
    }
    (corners, best)
}

/// How much brighter the light ones are than the dark ones.
fn contrast(level: &Level, map: &Map, known: &[Known]) -> f32 {
    let (mut light, mut lights, mut dark, mut darks) = (0.0, 0.0_f32, 0.0, 0.0_f32);
    for module in known {
        let (x, y) = map.at(module.x, module.y);
        if module.dark {
            dark += level.at(x, y);
            darks += 1.0;
        } else {
            light += level.at(x, y);
            lights += 1.0;
        }
    }
    light / lights.max(1.0) - dark / darks.max(1.0)
}

fn timing(size: usize) -> Vec<Known> {
    let steps = (8..size - 8).map(|at| (at as f32 + 0.5, at % 2 == 0));
    steps.flat_map(|(at, dark)| [Known { x: at, y: 6.5, dark }, Known { x: 6.5, y: at, dark }]).collect()
}

fn squares(size: usize) -> Vec<Known> {
    let mut all = Vec::new();
    let far = size as f32 - 3.5;
    for (x, y) in [(3.5, 3.5), (far, 3.5), (3.5, far)] {
        pattern(x, y, 3, &mut all);
    }
    all
}

/// Rings around a dark middle: two for an alignment pattern, three for a corner.
fn pattern(x: f32, y: f32, rings: i32, all: &mut Vec<Known>) {
    for (u, v) in (-rings..=rings).flat_map(|v| (-rings..=rings).map(move |u| (u, v))) {
        let ring = u.abs().max(v.abs());
        all.push(Known { x: x + u as f32, y: y + v as f32, dark: ring != rings - 1 });
    }
}

fn alignment(size: usize) -> Vec<Known> {
    let version = (size - 17) / 4;
    let mut all = Vec::new();
    if version < 2 {
        return all;
    }
    let count = version / 7 + 2;
    let step = if version == 32 { 26 } else { (size - 13).div_ceil(2 * (count - 1)) * 2 };
    let mut places: Vec<usize> = (0..count - 1).map(|at| size - 7 - at * step).collect();
    places.push(6);
    for (row, &y) in places.iter().enumerate() {
        for (column, &x) in places.iter().enumerate() {
            let corner =
                (row + 1 == count && (column == 0 || column + 1 == count)) || (column + 1 == count && row == 0);
            if !corner {
                pattern(x as f32 + 0.5, y as f32 + 0.5, 2, &mut all);
            }
        }
    }
    all
}

fn brightness(level: &Level, map: &Map, size: usize) -> Vec<f32> {
    let mut all = Vec::with_capacity(size * size);
    for y in 0..size {
        for x in 0..size {
            let mut sum = 0.0;
            for (u, v) in [(0.5, 0.5), (0.3, 0.5), (0.7, 0.5), (0.5, 0.3), (0.5, 0.7)] {
                let (x, y) = map.at(x as f32 + u, y as f32 + v);
                sum += level.at(x, y);
            }
            all.push(sum / 5.0);
        }
    }
    all
}

/// What the modules say: as they are, then sharpened, then more so.
fn text(bright: &[f32], size: usize) -> Option<String> {
    let around = around(bright, size);
    [0.0, 0.15, 0.35].into_iter().find_map(|sharpen| {
        let dark = |x: usize, y: usize| {
            let value = bright[y * size + x];
            let mut differ = 0.0;
            if x > 0 && y > 0 && x + 1 < size && y + 1 < size {
                let at = y * size + x;
                differ = 4.0 * value - bright[at - 1] - bright[at + 1] - bright[at - size] - bright[at + size];
            }
            value + sharpen * differ < around[y * size + x]
        };
        let grid = SimpleGrid::from_func(size, dark);
        // The decoder has assertions of its own: what they refuse is not read.
        let read = catch_unwind(|| Grid::new(grid).decode().ok()).ok()??;
        (read.1.len() <= LONGEST_TEXT).then_some(read.1)
    })
}

/// The mean brightness of the eleven by eleven modules around each.
fn around(bright: &[f32], size: usize) -> Vec<f32> {
    const REACH: usize = 5;
    let mean = |at: &dyn Fn(usize) -> f32, middle: usize| {
        let (from, to) = (middle.saturating_sub(REACH), (middle + REACH + 1).min(size));
        (from..to).map(at).sum::<f32>() / (to - from) as f32
    };
    let mut rows = Vec::with_capacity(size * size);
    for y in 0..size {
        rows.extend((0..size).map(|x| mean(&|at| bright[y * size + at], x)));
    }
    let mut all = Vec::with_capacity(size * size);
    for y in 0..size {
        all.extend((0..size).map(|x| mean(&|at| rows[at * size + x], y)));
    }
    all
}

/// From modules to pixels, in perspective. The four corners are the middles of the corner squares, and the fourth.
struct Map {
    terms: [f32; 8],
    side: f32,
}

impl Map {
    fn new(corners: &[Point; 4], size: usize) -> Map {
        let [a, b, c, d] = *corners;
        let (sum_x, sum_y) = (a.0 - b.0 + c.0 - d.0, a.1 - b.1 + c.1 - d.1);
        let (right, low) = ((b.0 - c.0, b.1 - c.1), (d.0 - c.0, d.1 - c.1));
        let whole = right.0 * low.1 - low.0 * right.1;
        let whole = if whole.abs() < 1e-6 { 1e-6 } else { whole };
        let g = (sum_x * low.1 - low.0 * sum_y) / whole;
        let h = (right.0 * sum_y - sum_x * right.1) / whole;
        let across = [b.0 - a.0 + g * b.0, d.0 - a.0 + h * d.0, a.0];
        let down = [b.1 - a.1 + g * b.1, d.1 - a.1 + h * d.1, a.1];
        let terms = [across[0], across[1], across[2], down[0], down[1], down[2], g, h];
        Map { terms, side: (size - 7) as f32 }
    }

    fn at(&self, x: f32, y: f32) -> Point {
        let (u, v) = ((x - 3.5) / self.side, (y - 3.5) / self.side);
        let t = &self.terms;
        let depth = t[6] * u + t[7] * v + 1.0;
        ((t[0] * u + t[1] * v + t[2]) / depth, (t[3] * u + t[4] * v + t[5]) / depth)
    }
}
