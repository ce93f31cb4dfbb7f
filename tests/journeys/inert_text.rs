//! A maker writes text that would do harm if anything took it for more than text.
use std::fs;

use crate::program::{Office, sample};

const MAKER: &str = r#"<script>alert(1)</script>"'=cmd|' /C calc'!A0"#;
const PRODUCTS: [&str; 6] = [
    r#"=HYPERLINK("http://evil.example","x")"#,
    r#"+1</title><img src=x onerror=alert(1)>"#,
    r#"@SUM(1);`id`;$(id) ${jndi:ldap://x} {{7*7}}"#,
    r#") Tj ET (\) endstream %PDF- \u202e"#,
    "kopi ]]> &amp; &lt;b&gt; \u{1f36c} e\u{301}",
    r#"-2"></svg><svg onload=alert(1)> ' or 1=1 --"#,
];

/// An office that imported the makers' own words.
fn office() -> (Office, Vec<String>) {
    let office = Office::empty();
    office.types(&["migrate"]).done();
    office.types(&["keys", "new"]).done();
    let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let producers = fs::read_to_string(sample("producers")).unwrap();
    let producers =
        office.writes("producers.csv", producers.replacen("IKM Kopi Bukit Khayal,", &format!("{},", quote(MAKER)), 1));
    office.types(&["import", "producers", &producers]).done();
    let products = fs::read_to_string(sample("products")).unwrap();
    let mut lines = products.lines();
    let (header, first) = (lines.next().unwrap(), lines.next().unwrap());
    let mut codes = Vec::new();
    let mut file = format!("{header}\n");
    for (at, name) in PRODUCTS.into_iter().enumerate() {
        let code = format!("H-{at}");
        let line = first.replacen("IKM-1804-001-01,", &format!("{code},"), 1);
        file += &line.replacen("Kopi Robusta Bubuk Petik Merah 200 g", &quote(name), 1);
        file.push('\n');
        codes.push(code);
    }
    let products = office.writes("products.csv", file);
    office.types(&["import", "products", &products]).done();
    for code in &codes {
        let words = ["issue", "--product", code, "--batch", code, "--count", "3", "--produced", "2026-11-20"];
        office.types(&words).done();
    }
    (office, codes)
}

#[test]
fn hostile_text_stays_text_everywhere() {
    let (office, codes) = office();
    let server = office.serves();
    for (code, name) in codes.iter().zip(PRODUCTS) {
        let address = office.codes(code).remove(0);
        let path = format!("/{}", address.rsplit('/').next().unwrap());
        let page = server.gets(&path);
        assert_eq!((page.status, page.verdicts()), (200, vec!["valid"]));
        inert(&page.text);
        // What machines read is the text itself, letter by letter.
        let said = office.types(&["verify", "--json", &address]).done();
        let report: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!((&report["claims"]["product_name"], &report["record"]["producer"]), (&name.into(), &MAKER.into()));
        // A table of codes holds nothing that a maker wrote.
        let csv = office.types(&["codes", "--batch", code, "--format", "csv"]).done();
        for line in csv.lines().skip(1) {
            let (item, address) = line.split_once(',').unwrap();
            assert!(item.parse::<u64>().is_ok() && address.starts_with("http://127.0.0.1"), "{line}");
        }
        office.types(&["labels", "--batch", code, "--format", "svg", "--out", "a.svg"]).done();
        let svg = fs::read_to_string(office.path("a.svg")).unwrap();
        inert(&svg);
        assert_eq!(svg.matches("<svg").count(), 1, "{svg}");
        let file = format!("{code}.pdf");
        office.types(&["labels", "--batch", code, "--format", "pdf", "--out", &file]).done();
        let pdf = fs::read(office.path(&file)).unwrap();
        let ends = pdf.windows(5).filter(|window| window == b"%%EOF").count();
        assert_eq!(ends, 1, "{name}");
    }
    for path in ["/produsen/1", "/produk/1", "/produk/2", "/wilayah/18.04", "/kunci"] {
        let page = server.gets(path);
        assert_eq!(page.status, 200, "{path}");
        inert(&page.text);
    }
    for line in
        office.types(&["list", "products"]).done().lines().chain(office.types(&["list", "producers"]).done().lines())
    {
        assert_eq!(line.split('\t').count(), 4, "{line:?}");
    }
}

#[test]
fn a_code_never_comes_back_as_markup() {
    let office = Office::at_work();
    let server = office.serves();
    for text in ["<script>alert(1)</script>", "\"onfocus=alert(1)", "'-alert(1)-'", "javascript:alert(1)", "{{7*7}}"] {
        let form: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let pages = [
            server.posts("/periksa", "application/x-www-form-urlencoded", format!("kode={form}").as_bytes()),
            server.gets(&format!("/periksa?kode={form}")),
            server.gets(&format!("/01/{form}?t={form}")),
            server.gets(&format!("/12345678901234567890{form}")),
            server.gets(&format!("/?lang={form}")),
            server.gets(&format!("/{form}?lang=en")),
        ];
        for page in pages {
            assert!(page.status < 500);
            inert(&page.text);
            assert!(!page.text.contains("49</"));
            for (name, value) in &page.headers {
                assert!(!value.contains("alert(1)") || name == "location", "{name}: {value}");
            }
        }
    }
}

#[test]
fn control_signs_are_refused_at_the_door() {
    let office = Office::at_work();
    let unseen = "invisible character";
    for (reason, why) in [("a\u{1b}[31m", unseen), ("a\u{85}b", unseen), ("a\nb", "more than one line")] {
        let words = ["recall", "--batch", "A-1", "--reason", reason, "--instruction", "x", "--contact", "y"];
        assert!(office.types(&words).refused(2).contains(why), "{reason:?}");
    }
    let odd =
        office.types(&["issue", "--product", "\u{1b}[31m", "--batch", "x", "--count", "1", "--produced", "2026-11-20"]);
    let told = odd.refused(2);
    assert!(!told.contains('\u{1b}'), "{told:?}");
}

/// With a sign that nobody sees, one maker's name looks like another's.
#[test]
fn signs_that_nobody_sees_are_refused_in_names() {
    let office = Office::at_work();
    let producers = fs::read_to_string(sample("producers")).unwrap();
    for sign in ["\u{202e}", "\u{200b}", "\u{7}", "\u{2066}"] {
        let file = office.writes("odd.csv", producers.replacen("Khayal", &format!("Kha{sign}yal"), 1));
        let told = office.types(&["import", "producers", &file]).refused(2);
        assert!(told.contains("row 2, name"), "{told:?}");
    }
}

/// No element or attribute of ours begins where a maker's text stands.
fn inert(markup: &str) {
    for sign in
        ["<script", "<img", "onerror=alert(1)>", "onload=alert(1)>", "</title><img", "\"onfocus", "javascript:alert"]
    {
        assert!(!markup.contains(sign), "{sign:?} in {markup}");
    }
}
