use std::{
    collections::HashMap,
    convert::Infallible,
    io,
    net::IpAddr,
    pin::{Pin, pin},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{Extension, Router, http::Request, response::Response};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{Instant, Sleep},
};
use tokio_util::sync::CancellationToken;
use tower::Layer;

use super::{Network, Peer, Proxies};

/// How patient the server is with the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the first request to be there whole, its body aside.
    pub first: Duration,
    /// For the head of any request.
    pub head: Duration,
    /// While not a single byte moves, in either direction: longer than the longest request takes.
    pub still: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { first: Duration::from_secs(20), head: Duration::from_secs(15), still: Duration::from_secs(75) }
    }
}

/// Which connections are taken.
#[derive(Debug, Clone)]
pub struct Doors {
    /// Open at once from one network; 0 sets no limit. What comes through a proxy we believe is not counted: the proxy has its own.
    pub connections_per_network: usize,
    /// Whose connections speak for many.
    pub proxies: Proxies,
    /// How long the other end may take.
    pub patience: Patience,
}

/// Serves HTTP/1 and HTTP/2 until told to stop; then lets open requests finish.
pub async fn serve(listener: TcpListener, router: Router, doors: Doors, shutdown: CancellationToken) {
    let open = OpenConnections::default();
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok((stream, address)) => (stream, address.ip().to_canonical()),
            Err(error) if is_of_one_connection(&error) => continue,
            Err(error) => {
                // No file left to open, mostly: those that are open will end.
                tracing::error!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
        };
        let most = if doors.proxies.contains(peer) { 0 } else { doors.connections_per_network };
        // Closed without a word: whoever holds hundreds open reads none.
        let Some(place) = open.take(peer, most) else { continue };
        let (router, patience, stop) = (router.clone(), doors.patience, shutdown.clone());
        connections.spawn(async move {
            converse(stream, peer, router, patience, stop).await;
            drop(place);
        });
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn converse(stream: TcpStream, peer: IpAddr, router: Router, patience: Patience, stop: CancellationToken) {
    // Small answers go out at once; where that cannot be set they go out a little later.
    drop(stream.set_nodelay(true));
    let heard = Arc::new(AtomicBool::new(false));
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience.head).max_buf_size(64 * 1024);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(patience.head).keep_alive_timeout(patience.head);
    builder.http2().max_concurrent_streams(64).max_header_list_size(64 * 1024);
    let service = Heard { inner: Extension(Peer(peer)).layer(router), heard: heard.clone() };
    let io = TokioIo::new(Watched::new(stream, patience.still));
    let mut connection = pin!(builder.serve_connection(io, TowerToHyperService::new(service)));
    let mut first = pin!(tokio::time::sleep(patience.first));
    let (mut stopping, mut waiting) = (false, true);
    loop {
        tokio::select! {
            // A fault of the other end; there is nobody to tell.
            _ = connection.as_mut() => return,
            () = stop.cancelled(), if !stopping => {
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
            () = first.as_mut(), if waiting => {
                waiting = false;
                if !heard.load(Ordering::Relaxed) {
                    return;
                }
            }
        }
    }
}

/// Notes that a request has come.
#[derive(Clone)]
struct Heard<S> {
    inner: S,
    heard: Arc<AtomicBool>,
}

impl<S, B> tower::Service<Request<B>> for Heard<S>
where
    S: tower::Service<Request<B>, Response = Response, Error = Infallible>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> S::Future {
        self.heard.store(true, Ordering::Relaxed);
        self.inner.call(request)
    }
}

/// How many connections are open from each network.
#[derive(Debug, Clone, Default)]
struct OpenConnections(Arc<Mutex<HashMap<Network, usize>>>);

/// A place among the connections of a network, given back when dropped.
struct Place(OpenConnections, Network);

impl OpenConnections {
    fn take(&self, peer: IpAddr, most: usize) -> Option<Place> {
        let network = Network::of(peer);
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(network.clone()).or_default();
        if most > 0 && *count >= most {
            return None;
        }
        *count += 1;
        Some(Place(self.clone(), network))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.1);
            }
        }
    }
}

/// A connection that ends when for a while not a byte has moved.
struct Watched {
    stream: TcpStream,
    still: Duration,
    end: Pin<Box<Sleep>>,
}

impl Watched {
    fn new(stream: TcpStream, still: Duration) -> Self {
        Self { stream, still, end: Box::pin(tokio::time::sleep(still)) }
    }

    /// Passes on what the stream said, and watches the time while it says nothing.
    fn timed<T>(&mut self, context: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            let next = Instant::now() + self.still;
            self.end.as_mut().reset(next);
            return polled;
        }
        match self.end.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.timed(context, polled)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.timed(context, polled)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.timed(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::{get, post};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    async fn start(connections: usize) -> (std::net::SocketAddr, CancellationToken, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let patience = Patience { first: Duration::from_millis(400), head: Duration::from_millis(400), still: Duration::from_millis(900) };
        let doors = Doors { connections_per_network: connections, proxies: Proxies::default(), patience };
        let router = Router::new()
            .route("/", get(|peer: Extension<Peer>| async move { peer.0.0.to_string() }))
            .route("/body", post(|body: String| async move { body }));
        let stop = CancellationToken::new();
        let served = tokio::spawn(serve(listener, router, doors, stop.clone()));
        (address, stop, served)
    }

    async fn rest(stream: &mut TcpStream) -> String {
        let mut bytes = Vec::new();
        // A connection that is reset has ended, too.
        drop(tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await.unwrap());
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[tokio::test]
    async fn who_says_nothing_or_little_is_let_go_and_others_are_served() {
        let (address, stop, served) = start(50).await;
        let open = || async { TcpStream::connect(address).await.unwrap() };
        let (mut silent, mut slow, mut preface, mut body) = (open().await, open().await, open().await, open().await);
        slow.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").await.unwrap();
        preface.write_all(b"PRI * H").await.unwrap();
        body.write_all(b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab").await.unwrap();
        // One byte at a time does not help.
        let drip = tokio::spawn(async move {
            for byte in b"X-A: bbbbbbbbbbbbbbbbbbbbbbbb" {
                tokio::time::sleep(Duration::from_millis(100)).await;
                if slow.write_all(&[*byte]).await.is_err() {
                    break;
                }
            }
            rest(&mut slow).await
        });
        let mut other = open().await;
        other.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
        assert!(rest(&mut other).await.ends_with("127.0.0.1"));
        assert_eq!(rest(&mut silent).await, "");
        assert_eq!(rest(&mut preface).await, "");
        assert!(!drip.await.unwrap().contains("200 OK"));
        assert!(!rest(&mut body).await.contains("200 OK"));
        stop.cancel();
        tokio::time::timeout(Duration::from_secs(5), served).await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn one_network_holds_so_many_connections_and_no_more() {
        let (address, stop, served) = start(2).await;
        let ask = |mut stream: TcpStream| async move {
            drop(stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await);
            rest(&mut stream).await
        };
        let (one, two) = (TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap());
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(ask(TcpStream::connect(address).await.unwrap()).await, "", "the third is closed");
        assert!(ask(one).await.contains("200 OK"));
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(ask(TcpStream::connect(address).await.unwrap()).await.contains("200 OK"), "a place that was given back is taken");
        drop(two);
        stop.cancel();
        tokio::time::timeout(Duration::from_secs(5), served).await.unwrap().unwrap();
    }
}
