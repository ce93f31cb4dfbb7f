//! A symbol as one path: the outlines of its dark areas, not its modules, so that no hairline can open between neighbours.

use crate::labels::Symbol;

/// Steps to the right, down, left and up.
const STEPS: [(isize, isize); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

/// The path in PDF operators, one module being one unit, y down from the upper edge; to be filled by the even-odd rule.
pub(super) fn outline(symbol: &Symbol) -> Vec<u8> {
    let mut path = Vec::with_capacity(16 * 1024);
    let width = symbol.width();
    // Every outline runs to the right along the upper edge of some dark module, seen once.
    let mut seen = vec![false; width * width];
    for y in 0..width {
        for x in 0..width {
            if symbol.is_dark(x, y) && !is_dark(symbol, x as isize, y as isize - 1) && !seen[y * width + x] {
                trace(symbol, (x as isize, y as isize), &mut seen, &mut path);
            }
        }
    }
    path.extend(b"f*");
    path
}

/// Follows one outline from the upper left corner of a module, dark always on the right hand, back to where it began.
fn trace(symbol: &Symbol, start: (isize, isize), seen: &mut [bool], path: &mut Vec<u8>) {
    let ((mut x, mut y), mut heading) = (start, 0);
    point(path, start, b" m\n");
    loop {
        if heading == 0 {
            seen[y as usize * symbol.width() + x as usize] = true;
        }
        (x, y) = (x + STEPS[heading].0, y + STEPS[heading].1);
        let turned = turn(symbol, (x, y), heading);
        if turned != heading {
            if (x, y) == start && turned == 0 {
                break;
            }
            point(path, (x, y), b" l\n");
            heading = turned;
        }
    }
    path.extend(b"h\n");
}

/// Where the outline goes on from a corner: round the dark module ahead, straight on beside one, or back round its end.
fn turn(symbol: &Symbol, (x, y): (isize, isize), heading: usize) -> usize {
    // The modules around the corner, in the order right below, left below, left above, right above.
    let around = [(x, y), (x - 1, y), (x - 1, y - 1), (x, y - 1)];
    let dark = |(x, y)| is_dark(symbol, x, y);
    if dark(around[(heading + 3) % 4]) {
        (heading + 3) % 4
    } else if dark(around[heading]) {
        heading
    } else {
        (heading + 1) % 4
    }
}

fn is_dark(symbol: &Symbol, x: isize, y: isize) -> bool {
    // What is left of the symbol or above it becomes a very large number, which is outside, too.
    symbol.is_dark(x as usize, y as usize)
}

/// A corner and its operator, without the formatting machinery; no corner has more than three digits.
fn point(path: &mut Vec<u8>, (x, y): (isize, isize), operator: &[u8]) {
    number(path, x);
    path.push(b' ');
    number(path, y);
    path.extend(operator);
}

fn number(path: &mut Vec<u8>, value: isize) {
    let digit = |value: isize| b'0' + (value % 10) as u8;
    if value >= 100 {
        path.push(digit(value / 100));
    }
    if value >= 10 {
        path.push(digit(value / 10));
    }
    path.push(digit(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules inside the path by the even-odd rule: those with an odd number of upright lines to their left.
    fn filled(path: &str, width: usize) -> Vec<bool> {
        let mut crossed = vec![false; width * width];
        for outline in path.split_terminator("h\n").filter(|outline| outline.contains('m')) {
            let points: Vec<(usize, usize)> = outline
                .lines()
                .map(|line| {
                    let mut numbers = line.split(' ').map_while(|number| number.parse().ok());
                    (numbers.next().expect("x"), numbers.next().expect("y"))
                })
                .collect();
            for (&(x, from), &(_, to)) in points.iter().zip(points.iter().cycle().skip(1)) {
                for y in from.min(to)..from.max(to) {
                    (x..width).for_each(|x| crossed[y * width + x] ^= true);
                }
            }
        }
        crossed
    }

    #[test]
    fn the_path_covers_exactly_the_dark_modules() {
        for address in ["1".into(), "https://cek.example.id/0123456789".into(), "7".repeat(400), "x".repeat(1_500)] {
            let symbol = Symbol::encode(&address).expect("fits");
            let path = String::from_utf8(outline(&symbol)).expect("ASCII");
            let modules = (0..symbol.width()).flat_map(|y| (0..symbol.width()).map(move |x| (x, y)));
            let dark: Vec<bool> = modules.map(|(x, y)| symbol.is_dark(x, y)).collect();
            assert!(path.ends_with("h\nf*") && filled(&path, symbol.width()) == dark, "version {}", symbol.version());
        }
    }
}
