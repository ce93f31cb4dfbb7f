use super::*;

#[test]
fn both_languages_have_every_key_and_no_other() {
    for text in TEXTS {
        if let Err(faults) = read(text) {
            panic!("{faults}");
        }
    }
}

#[test]
fn every_fault_of_a_locale_is_said_at_once() {
    let text = TEXTS[0].replacen("months = [", "moons = [", 1).replacen("skip = \"", "skip = 1 # \"", 1);
    assert_eq!(
        read(&text).unwrap_err(),
        "words.common.months is missing\nwords.common.skip is not a text\nwords.common.moons is not known"
    );
}

#[test]
fn both_languages_have_the_same_gaps() {
    fn gaps(at: &str, value: &toml::Value, out: &mut Vec<(String, Vec<String>)>) {
        match value {
            toml::Value::String(text) => {
                let mut names: Vec<_> =
                    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().to_owned()).collect();
                names.sort();
                out.push((at.to_owned(), names));
            }
            toml::Value::Table(table) => table.iter().for_each(|(key, value)| gaps(&format!("{at}.{key}"), value, out)),
            toml::Value::Array(list) => {
                list.iter().enumerate().for_each(|(i, value)| gaps(&format!("{at}.{i}"), value, out));
            }
            _ => panic!("{at} is neither text nor section"),
        }
    }
    let [indonesian, english] = TEXTS.map(|text| {
        let mut out = Vec::new();
        gaps("", &toml::from_str(text).unwrap(), &mut out);
        out.sort();
        out
    });
    assert_eq!(indonesian, english);
}

#[test]
fn a_good_signature_is_never_called_genuine() {
    for text in TEXTS {
        let text = text.to_lowercase();
        for word in ["produk asli", "kode asli", "genuine code", "authentic "] {
            assert!(!text.contains(word), "{word}");
        }
    }
}
