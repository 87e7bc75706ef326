use std::{collections::HashMap, sync::LazyLock};

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;

use crate::ids::hex;

#[derive(RustEmbed)]
#[folder = "src/http/assets/"]
struct Assets;

/// The address of every asset by its name; the digest in it lets browsers keep it for a year.
static ADDRESSES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let address = |name: &str| Assets::get(name).map(|f| format!("/assets/{}/{name}", &hex(&f.metadata.sha256_hash())[..12]));
    Assets::iter().filter_map(|name| address(&name).map(|a| (name.into_owned(), a))).collect()
});

/// The address of an asset; of its bare name where there is none, which a test would find.
pub(super) fn address(name: &str) -> String {
    ADDRESSES.get(name).cloned().unwrap_or_else(|| format!("/assets/none/{name}"))
}

/// The routes of the assets.
pub fn assets<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{digest}/{name}", get(asset))
}

async fn asset(Path((digest, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let wanted = format!("/assets/{digest}/{name}");
    let Some(file) = Assets::get(&name).filter(|_| ADDRESSES.get(&name).is_some_and(|a| *a == wanted)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{digest}\"");
    let cache = [(header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()), (header::ETAG, tag.clone())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, cache).into_response();
    }
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    (cache, [(header::CONTENT_TYPE, kind)], file.data).into_response()
}
