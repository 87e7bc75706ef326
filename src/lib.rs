pub mod area;
pub mod clock;
pub mod content;
pub mod ids;
pub mod knowledge;
pub mod locale;
pub mod store;
pub mod text;
