use std::{path::Path, process::ExitCode};

use super::output;
use crate::{
    config::Settings,
    semantic::{Installed, install},
};

/// Installs the semantic model; what is done is said on standard error, what holds now on standard output.
pub(super) fn run_install(settings: &Settings, from: Option<&Path>) -> anyhow::Result<ExitCode> {
    match install(&settings.model_dir, from, &mut |line| output::warn(line))? {
        Installed::Already(folder) => output::say(&format!("The model is already in {}; its checksums are right.", folder.display()))?,
        Installed::Now(folder) => output::say(&format!("The model is now in {}.", folder.display()))?,
    }
    Ok(ExitCode::SUCCESS)
}
