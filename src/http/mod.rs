//! What everything on the web shares: the frame of a page, assets, security headers, and how an error reads.
//!
//! Pages are rendered on the server and work without script. Home of axum's shared layers and of the assets in the binary; `web` and
//! `console` bring the routes.

mod assets;
mod failure;
mod html;
mod page;
mod secure;

pub use assets::assets;
pub use failure::{Failure, failure_page};
pub use html::{blocks, inlines};
pub use page::{Page, PageSettings, render};
pub use secure::secure;
