//! Pictures of some sample products: drawn, not photographed, and marked so (`data/samples/photos`).
use super::samples;
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::uploads;

macro_rules! drawn {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../data/samples/photos/", $name, ".jpg")).as_slice())),+]
    };
}

/// By the product's code; a second picture of one has `-2` behind it.
const PHOTOS: [(&str, &[u8]); 9] = drawn!(
    "IKM-1804-001-01",
    "IKM-1804-001-01-2",
    "IKM-1804-003-01",
    "IKM-1871-001-01",
    "IKM-1871-002-01",
    "IKM-1871-004-01",
    "IKM-1807-001-01",
    "IKM-1807-002-01",
    "IKM-1810-001-01",
);

/// Puts each with its product, unless that has photos already.
pub(super) async fn put(house: &House) -> Result<(), Failure> {
    let at = house.clock.now();
    for (name, bytes) in PHOTOS {
        let code = name.strip_suffix("-2").unwrap_or(name);
        let product = samples::find(house, code).await?.id;
        let known = uploads::photos_of(&mut &house.db, product).await?.len();
        if known > usize::from(code != name) {
            continue;
        }
        let picture = uploads::picture(bytes.to_vec()).await.map_err(Failure::broken)?;
        let put: Result<_, uploads::Error> = house
            .db
            .write(move |tx| {
                let picture = picture.clone();
                Box::pin(async move { uploads::add_photo(tx, product, &picture, at).await })
            })
            .await;
        put.map_err(Failure::broken)?;
    }
    Ok(())
}
