use std::time::Duration;

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
};
use futures::StreamExt;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

use super::{Failure, Guards, PageSettings, failure_page, limits::limit};

/// Most bytes of a form: the longest message in four-byte characters, percent-encoded, with room for the other fields.
const MOST_BODY_BYTES: usize = 128 * 1024;
/// Most bytes of a body that is too large and is still read to its end.
const MOST_DISCARDED_BYTES: usize = 4 * 1024 * 1024;
/// Longest time for one request.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Nothing from elsewhere, no inline script, no frame: what a page of ours does not need is not allowed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The routes behind everything that guards them: limits, time, forms of our own only, headers, and a plain page for every failure.
/// `large` are routes that take documents, of at most so many bytes.
pub fn secure(routes: Router, large: (Router, usize), settings: &PageSettings, guards: Guards) -> Router {
    let https = settings.is_https();
    let (documents, most) = large;
    let mut csrf = CsrfLayer::new();
    if let Some(url) = &settings.public_url {
        // A proxy may rewrite Host; the address people really use is trusted by name. Settings have checked its form.
        csrf = csrf.clone().add_trusted_origin(url).unwrap_or(csrf);
    }
    routes
        .layer(RequestBodyLimitLayer::new(MOST_BODY_BYTES))
        .layer(middleware::from_fn(|request: Request, next: Next| too_large(request, next, MOST_BODY_BYTES)))
        .merge(
            documents
                .layer(RequestBodyLimitLayer::new(most))
                .layer(middleware::from_fn(move |request: Request, next: Next| too_large(request, next, most))),
        )
        .layer(csrf)
        .layer(middleware::from_fn_with_state(guards, limit))
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

/// Says that a body is too large once it has been read and thrown away: a browser that is cut off while it sends shows an error of its
/// own instead of our page. What is absurd is cut off all the same.
async fn too_large(request: Request, next: Next, most: usize) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<usize>().ok());
    if length.is_none_or(|l| l <= most) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let mut pieces = body.into_data_stream();
    let mut read = 0;
    while let Some(Ok(piece)) = pieces.next().await {
        read += piece.len();
        if read > most.saturating_mul(2).max(MOST_DISCARDED_BYTES) {
            break;
        }
    }
    failure_page(Failure::TooLarge, &parts.headers)
}

/// A refusal without words of its own gets a page; its status stays, and so does what it says of the methods that are allowed.
async fn plain_failures(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let response = next.run(request).await;
    let status = response.status();
    // What axum and its layers say for themselves is plain text or nothing.
    let is_bare = response.headers().get(header::CONTENT_TYPE).is_none_or(|t| t.as_bytes().starts_with(b"text/plain"));
    if !is_bare || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut page = failure_page(Failure::of(status), &asked);
    *page.status_mut() = status;
    if let Some(methods) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, methods.clone());
    }
    page
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

#[cfg(test)]
mod tests {
    use axum::{Json, response::IntoResponse, routing::get};
    use tower::ServiceExt;

    use super::*;

    async fn given(path: &str, method: &str) -> Response {
        let refused = || async { (StatusCode::SERVICE_UNAVAILABLE, Json("not ready")).into_response() };
        let routes = Router::new().route("/json", get(refused)).route("/text", get(|| async { (StatusCode::CONFLICT, "taken") }));
        let routes = routes.route("/panic", get(|| async { StatusCode::from_u16(0).unwrap() }));
        let request = Request::builder().uri(path).method(method).body(Body::empty()).unwrap();
        secure(routes, (Router::new(), 0), &PageSettings::default(), Guards::default()).oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn a_failure_keeps_its_status_and_whatever_words_it_has() {
        let kind = |r: &Response| r.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        let json = given("/json", "GET").await;
        assert_eq!((json.status(), kind(&json).as_str()), (StatusCode::SERVICE_UNAVAILABLE, "application/json"));
        for (path, method, status) in [("/text", "GET", 409), ("/panic", "GET", 500), ("/none", "GET", 404), ("/text", "PUT", 405)] {
            let page = given(path, method).await;
            assert_eq!((page.status().as_u16(), kind(&page).as_str()), (status, "text/html; charset=utf-8"), "{path}");
        }
        assert_eq!(given("/text", "PUT").await.headers()[header::ALLOW], "GET,HEAD");
    }
}
