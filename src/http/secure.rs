use std::time::Duration;

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

use super::{Failure, PageSettings, failure_page};

/// Most bytes of a form: the longest message in four-byte characters, percent-encoded, with room for the other fields.
const MOST_BODY_BYTES: usize = 128 * 1024;
/// Longest time for one request.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Nothing from elsewhere, no inline script, no frame: what a page of ours does not need is not allowed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The routes behind everything that guards them: limits, time, forms of our own only, headers, and a plain page for every failure.
pub fn secure(routes: Router, settings: &PageSettings) -> Router {
    let https = settings.is_https();
    let mut csrf = CsrfLayer::new();
    if let Some(url) = &settings.public_url {
        // A proxy may rewrite Host; the address people really use is trusted by name. Settings have checked its form.
        csrf = csrf.clone().add_trusted_origin(url).unwrap_or(csrf);
    }
    routes
        .layer(RequestBodyLimitLayer::new(MOST_BODY_BYTES))
        .layer(csrf)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            tracing::error!("a request panicked; a plain page was given");
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }))
        .layer(middleware::from_fn(plain_failures))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(move |request: Request, next: Next| headers(request, next, https)))
}

/// A refusal without a page of its own gets one.
async fn plain_failures(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let response = next.run(request).await;
    let status = response.status();
    let has_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    let is_page_path = status.is_client_error() || status.is_server_error();
    if is_page_path && !has_page { failure_page(Failure::of(status), &asked) } else { response }
}

async fn headers(request: Request, next: Next, https: bool) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    // A chat on a shared phone must not come back with the Back button.
    set(header::CACHE_CONTROL, "no-store");
    if https {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}
