//! Black ink alone, for print houses.

use super::reading::{count, operations, streams};
use super::*;

/// The operators that colour something, in all drawings of a file.
fn colours(pdf: &[u8]) -> Vec<String> {
    let drawings =
        streams(pdf).into_iter().filter(|(head, _)| !head.contains("/Subtype/Image") && !head.contains("CMap"));
    let all = drawings.flat_map(|(_, content)| operations(&String::from_utf8_lossy(&content)));
    let colouring = ["g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "scn", "SC", "SCN"];
    let mut found: Vec<String> = all
        .filter(|(operator, _)| colouring.contains(&operator.as_str()))
        .map(|(operator, numbers)| format!("{numbers:?} {operator}"))
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn everything_is_pure_black_for_print_houses() {
    for name in ["a3plus-50x30", "a4-24"] {
        let layout = layout(50.0, 30.0);
        let pdf = printed(Job { black_only: true, ..job(&layout, stock(name)) }, 30);
        assert_eq!(colours(&pdf), ["[0.0, 0.0, 0.0, 1.0] K", "[0.0, 0.0, 0.0, 1.0] k"], "{name}");
        for space in ["/DeviceRGB", "/DeviceGray", "/ICCBased", "/ImageMask"] {
            assert_eq!(count(&pdf, space), 0, "{space}");
        }
        assert_eq!(count(&pdf, "[/Indexed/DeviceCMYK 255"), 1, "the logo is in shades of the same black");
    }
}

#[test]
fn symbols_are_one_path_each_in_black_alone_and_pictures_otherwise() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    for (black_only, pictures, paths) in [(false, 12, 0), (true, 0, 12)] {
        let pdf = printed(Job { black_only, ..job(&layout, stock) }, 12);
        assert_eq!(count(&pdf, "/ImageMask true"), pictures);
        let filled = streams(&pdf).iter().filter(|(_, content)| content.ends_with(b" re\nf")).count();
        assert_eq!(filled, paths);
    }
}

#[test]
fn an_office_printer_gets_gray_for_black_and_the_house_colour() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    assert_eq!(colours(&printed(job(&layout, stock), 1)), ["[0.0] g", "[0.3] g", "[0.427, 0.102, 0.176] rg"]);
}

#[test]
fn modules_that_are_no_whole_dots_are_paths_so_that_all_come_out_alike() {
    let stock = stock("tj-103");
    let mut uneven = fitting(stock);
    uneven.symbol.module = 0.368;
    let even = fitting(stock);
    let scaled = Calibration { scale_x: 0.99, ..Calibration::default() };
    for (layout, calibration) in [(&uneven, Calibration::default()), (&even, scaled)] {
        let pdf = printed(Job { calibration, ..job(layout, stock) }, 12);
        assert_eq!(count(&pdf, "/ImageMask true"), 0);
        assert_eq!(streams(&pdf).iter().filter(|(_, content)| content.ends_with(b" re\nf")).count(), 12);
    }
}
