use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, Weak,
        mpsc::{Receiver, channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use super::Home;

/// A running `waymark serve` on a free port. When it ends, its whole log is searched for everything that people said to it.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:port`.
    pub base: String,
    pub home: Arc<Home>,
    lines: Mutex<Receiver<String>>,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
    /// What people said; see [`Server::said`].
    said: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// A server in a home of its own.
    pub fn start() -> Self {
        Self::start_in(&Arc::new(Home::new()), &[])
    }

    pub fn start_in(home: &Arc<Home>, variables: &[(&str, &str)]) -> Self {
        let mut command = home.command(&["serve", "--listen", "127.0.0.1:0"]);
        // The real clock: what is kept lives by it.
        command.env_remove("WAYMARK_TODAY").envs(variables.iter().copied());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (mut err, kept) = (child.stderr.take().unwrap(), log.clone());
        let reader = std::thread::spawn(move || {
            let mut buffer = [0_u8; 8192];
            while let Ok(read @ 1..) = err.read(&mut buffer) {
                kept.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..read]));
            }
        });
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        let base = match lines.recv_timeout(Duration::from_secs(60)) {
            Ok(line) => line.strip_prefix("Waymark listens on ").unwrap_or_else(|| panic!("said `{line}`")).to_owned(),
            Err(_) => {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("the server did not start:\n{}", log.lock().unwrap());
            }
        };
        Self { child, base, home: home.clone(), lines: Mutex::new(lines), log, reader: Some(reader), said: Arc::default() }
    }

    /// The set-up link that it printed, as a path.
    pub fn set_up_link(&self) -> String {
        let link = self.set_up_link_anywhere();
        link.strip_prefix(&self.base).unwrap_or_else(|| panic!("{link} is not below {}", self.base)).to_owned()
    }

    /// The set-up link as it was printed.
    pub fn set_up_link_anywhere(&self) -> String {
        let lines = self.lines.lock().unwrap();
        loop {
            let line = lines.recv_timeout(Duration::from_secs(30)).expect("no set-up link was printed");
            if line.starts_with("http") {
                return line;
            }
        }
    }

    /// Everything that is left on standard output, once it has ended.
    pub fn rest_of_output(&self) -> Vec<String> {
        self.lines.lock().unwrap().iter().collect()
    }

    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Where a browser notes what a person typed, so that the log can be searched for it.
    pub fn said(&self) -> Arc<Mutex<Vec<String>>> {
        self.said.clone()
    }

    /// SIGTERM, as a service manager sends it; the process is waited for with [`Self::wait`].
    pub fn terminate(&self) {
        let done = std::process::Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    /// SIGKILL: no handler runs.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended where a test ended it.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        if std::thread::panicking() {
            eprintln!("--- log of the server\n{}", self.log());
            return;
        }
        let log = self.log().to_lowercase();
        for words in self.said.lock().unwrap().iter().map(|w| w.trim().to_lowercase()).filter(|w| w.chars().count() >= 12) {
            assert!(!log.contains(&words), "the log holds what a person wrote: {words}");
        }
    }
}

/// A server that the tests of one group share; it ends with the last of them.
pub struct Shared(Mutex<Weak<Server>>);

impl Shared {
    pub const fn new() -> Self {
        Self(Mutex::new(Weak::new()))
    }

    pub fn get(&self) -> Arc<Server> {
        let mut slot = self.0.lock().unwrap();
        slot.upgrade().unwrap_or_else(|| {
            let server = Arc::new(Server::start());
            *slot = Arc::downgrade(&server);
            server
        })
    }
}
