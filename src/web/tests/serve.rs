use super::fixtures::*;

/// `TELUSUR_LOOK=127.0.0.1:8931 cargo test -p telusur --lib web::tests::serve -- --ignored` shows every page to a browser.
#[tokio::test]
#[ignore = "serves the invented product until it is stopped, for looking at the pages in a browser"]
async fn look() {
    let address = std::env::var("TELUSUR_LOOK").unwrap_or_else(|_| "127.0.0.1:8931".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    axum::serve(listener, door().await).await.unwrap();
}
