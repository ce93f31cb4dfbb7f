//! What opening and sealing cost on top of the bare signature.
//!
//! Each round times the bare operation and ours next to each other, so that a busy machine slows both; the medians
//! of the rounds count. Judge the ratios, not the microseconds.
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use ed25519_dalek::{Signature, Signer, SigningKey};
use telusur_code::{Claims, Day, KeySet, Number, PublicKey, Scope, Sealer, SignedCode, kind, verify};

const ROUNDS: usize = 4001;
const CALLS: u32 = 5;

fn main() {
    let secret = SigningKey::from_bytes(&[0x11; 32]);
    let public = secret.verifying_key();
    let keys = KeySet::new([PublicKey::from_bytes(public.as_bytes()).expect("a sound key")]);
    let sealer = Sealer::new(&secret);
    let claims = full_item();
    let sealed = sealer.seal(&claims, None).expect("sound claims");

    // The very message and signature of this code: the time of a verification depends on both.
    let (envelope, signature) = sealed.envelope().split_last_chunk().expect("a signature");
    let (header, payload) = (&envelope[1..11], &envelope[12..envelope.len() - 2]);
    let message = [b"\x84\x6aSignature1", header, b"\x40", payload].concat();
    let signature = Signature::from_bytes(signature);

    let bare_verify = || {
        public.verify_strict(black_box(&message), &signature).expect("a good signature");
    };
    let open = || {
        let code = SignedCode::from_digits(black_box(sealed.digits())).expect("a sound code");
        black_box(verify(code, &keys).expect("a good signature"));
    };
    let bare_sign = || {
        black_box(secret.sign(black_box(&message)));
    };
    let seal = || {
        black_box(sealer.seal(black_box(&claims), None).expect("sound claims"));
    };

    println!("full item code, {} digits", sealed.digits().len());
    let opening = compare(&bare_verify, &open);
    println!("verify_strict {:7.2} us", opening.bare);
    println!("open          {:7.2} us", opening.ours);
    println!("open / verify_strict = {:.3}   (at most 1.2)", opening.ratio);
    let sealing = compare(&bare_sign, &seal);
    println!("sign          {:7.2} us", sealing.bare);
    println!("seal          {:7.2} us", sealing.ours);
    println!("sign / seal = {:.3}            (at least 0.95)", 1.0 / sealing.ratio);
}

/// Medians over the rounds: microseconds a call, and ours over bare within one round.
struct Comparison {
    bare: f64,
    ours: f64,
    ratio: f64,
}

fn compare(bare: &dyn Fn(), ours: &dyn Fn()) -> Comparison {
    let rounds: Vec<_> = (0..ROUNDS).map(|_| (time(bare), time(ours))).collect();
    let median = |figure: &dyn Fn(&(f64, f64)) -> f64| {
        let mut figures: Vec<_> = rounds.iter().map(figure).collect();
        figures.sort_unstable_by(f64::total_cmp);
        figures[ROUNDS / 2]
    };
    Comparison {
        bare: median(&|(bare, _)| *bare),
        ours: median(&|(_, ours)| *ours),
        ratio: median(&|(bare, ours)| ours / bare),
    }
}

/// Microseconds a call.
fn time(act: &dyn Fn()) -> f64 {
    let start = Instant::now();
    for _ in 0..CALLS {
        act();
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS)
}

fn full_item() -> Claims {
    let number = |kind, text| (kind, Number::spell(kind, text).expect("a sound number"));
    Claims {
        producer: 4021,
        producer_name: Some("Kopi Bukit Khayal".into()),
        product: 17,
        product_name: Some("Kopi Robusta Bubuk 200 g".into()),
        origin: 1804,
        certifications: BTreeMap::from([
            number(kind::HALAL, "18119999000010623"),
            number(kind::PIRT, "5101804019901-28"),
        ]),
        scope: Scope::Item { batch: 20_260_042, item: 4711.try_into().expect("not zero") },
        produced: Some(Day(20_748)),
        best_before: Some(Day(21_113)),
        production_code: Some("261022-B".into()),
    }
}
