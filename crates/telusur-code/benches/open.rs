//! What opening and sealing cost on top of the bare signature.
//!
//! Each round times the bare operation and ours next to each other, so that a busy machine slows both; the medians
//! of the rounds are compared. Judge the ratios, not the microseconds.
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use ed25519_dalek::{Signature, Signer, SigningKey};
use telusur_code::{
    Claims, Day, KeySet, Number, PublicKey, Scope, Sealer, SignedCode, base10, kind, verify,
};

const ROUNDS: usize = 400;
const CALLS: u32 = 25;

fn main() {
    let secret = SigningKey::from_bytes(&[0x11; 32]);
    let public = secret.verifying_key();
    let keys = KeySet::new([PublicKey::from_bytes(public.as_bytes()).expect("a sound key")]);
    let sealer = Sealer::new(&secret);
    let claims = full_item();
    let sealed = sealer.seal(&claims, None).expect("sound claims");

    // As long as what the signature of such a code covers.
    let message = vec![0x5a; claims.encode().expect("sound claims").len() + 24];
    let signature: Signature = secret.sign(&message);

    let bare_verify = || {
        drop(black_box(
            public.verify_strict(black_box(&message), &signature),
        ))
    };
    let open = || {
        let code = SignedCode::from_digits(black_box(sealed.digits())).expect("a sound code");
        black_box(verify(code, &keys).expect("a good signature"));
    };
    let read = || {
        drop(black_box(SignedCode::from_digits(black_box(
            sealed.digits(),
        ))))
    };
    let bare_sign = || drop(black_box(secret.sign(black_box(&message))));
    let seal = || drop(black_box(sealer.seal(black_box(&claims), None)));
    let spell = || drop(black_box(base10::encode(black_box(sealed.envelope()))));

    println!("full item code, {} digits", sealed.digits().len());
    let [
        verify_time,
        open_time,
        read_time,
        sign_time,
        seal_time,
        spell_time,
    ] = medians([&bare_verify, &open, &read, &bare_sign, &seal, &spell]);
    let ratio = |ours: f64, bare: f64| ours / bare;
    println!("open        {open_time:7.2} us  (reading alone {read_time:.2} us)");
    println!(
        "bare verify {verify_time:7.2} us  open / verify_strict = {:.3}",
        ratio(open_time, verify_time)
    );
    println!("seal        {seal_time:7.2} us  (base10 alone {spell_time:.2} us)");
    println!(
        "bare sign   {sign_time:7.2} us  sign / seal = {:.3}",
        ratio(sign_time, seal_time)
    );
}

/// Microseconds a call: the median over the rounds, in each of which every act takes its turn.
fn medians<const N: usize>(acts: [&dyn Fn(); N]) -> [f64; N] {
    let mut rounds = [(); N].map(|()| Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        for (act, times) in acts.iter().zip(&mut rounds) {
            times.push(time(act));
        }
    }
    rounds.map(|mut times| {
        times.sort_unstable();
        times[ROUNDS / 2].as_secs_f64() * 1e6 / f64::from(CALLS)
    })
}

fn time(act: &dyn Fn()) -> Duration {
    let start = Instant::now();
    for _ in 0..CALLS {
        act();
    }
    start.elapsed()
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
        scope: Scope::Item {
            batch: 20_260_042,
            item: 4711.try_into().expect("not zero"),
        },
        produced: Some(Day(20_748)),
        best_before: Some(Day(21_113)),
        production_code: Some("261022-B".into()),
    }
}
