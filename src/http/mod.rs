//! What everything on the web shares: the frame of a page, assets, security headers, limits, the server, and how an error reads.
//!
//! Pages are rendered on the server and work without script. Home of axum's shared layers, governor, hyper-util and the assets in the binary; `web` and
//! `console` bring the routes.

mod assets;
mod failure;
mod html;
mod limits;
mod network;
mod page;
mod secure;
mod serve;

pub use assets::assets;
pub use failure::{Failure, failure_page};
pub use html::{blocks, easy_line, inlines, term};
pub use limits::{Guards, Limits, Wait};
pub use network::{Network, Peer, Proxies};
pub use page::{Aid, LANGUAGE_COOKIE, LanguageChoice, Page, PageSettings, render};
pub use secure::secure;
pub use serve::{Doors, Patience, serve};
