//! The one error that every store speaks, so that the core can act on "gone" or "busy" without knowing a database.

/// Why a store could not do what was asked; the text is for the log, never for a person, and holds nobody's words.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row, or it is not this person's.
    #[error("not found")]
    NotFound,
    /// Somebody else changed or created it first.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The store cannot be reached or refused; trying again later may help.
    #[error("store unavailable: {0}")]
    Unavailable(String),
}

/// What a store's methods give back.
pub type StoreResult<T> = Result<T, StoreError>;
