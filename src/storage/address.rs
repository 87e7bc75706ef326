use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sea_orm::sqlx::postgres::PgConnectOptions;

use super::StorageError;

/// Where the database is.
pub(super) enum Address {
    /// A file.
    Sqlite(PathBuf),
    /// A server, and its name for messages.
    Postgres { options: Box<PgConnectOptions>, place: String },
}

/// What may stand behind `?`; anything else the driver would log with its value, which may be a password.
const POSTGRES_OPTIONS: [&str; 11] =
    ["sslmode", "sslrootcert", "sslcert", "sslkey", "host", "port", "dbname", "user", "password", "application_name", "options"];

impl Address {
    /// The address in `database_url`; what is wrong is told without repeating it, because it may hold a password.
    pub(super) fn parse(url: &str) -> Result<Self, StorageError> {
        let wrong = |why: &str| StorageError::Address(why.to_owned());
        let Some((scheme, rest)) = url.split_once(':') else {
            return Err(wrong("is not an address"));
        };
        match scheme {
            "sqlite" => sqlite(rest.strip_prefix("//").unwrap_or(rest)).map_err(wrong),
            "postgres" | "postgresql" => postgres(url, rest).map_err(wrong),
            _ => Err(wrong("names a kind of database that Waymark does not know")),
        }
    }
}

fn sqlite(path: &str) -> Result<Address, &'static str> {
    match path {
        "" => Err("names no file"),
        // Each connection would get a database of its own.
        ":memory:" => Err("asks for a database in memory, which would lose every rating"),
        path if path.contains(['?', '\0']) => Err("holds a character that a file's name here cannot have (there are no options to set)"),
        path => Ok(Address::Sqlite(PathBuf::from(path))),
    }
}

fn postgres(url: &str, rest: &str) -> Result<Address, &'static str> {
    let rest = rest.strip_prefix("//").ok_or("lacks the // behind postgres:")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    // Otherwise a piece of a password would be taken for a host and shown.
    if rest[end..].contains(['@', '#']) {
        return Err("cannot be read; write the characters @ / ? # and % of a password as %40 %2F %3F %23 and %25");
    }
    let keys = rest.split_once('?').map(|(_, query)| query.split('&').filter_map(|pair| pair.split('=').next())).into_iter().flatten();
    for key in keys {
        if !key.is_empty() && !POSTGRES_OPTIONS.contains(&key) {
            return Err("has an option that is not known; known are sslmode, sslrootcert, host, port, user, dbname and options");
        }
    }
    let options: PgConnectOptions = url.parse().map_err(|_| "cannot be read as postgres://user:password@host:5432/database")?;
    let place = format!("postgres://{}:{}", options.get_host(), options.get_port());
    Ok(Address::Postgres { options: Box::new(options), place })
}

/// Makes the file, with its folders, so that only its owner can read it; leaves one that is there alone.
pub(super) fn make_private_file(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(file) => {
            file.sync_all()?;
            // The file's name is on the disk only when its folder is.
            #[cfg(unix)]
            fs::File::open(folder)?.sync_all()?;
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_with_or_without_slashes() {
        for (url, wanted) in [("sqlite://data/w.db", "data/w.db"), ("sqlite:///var/w b.db", "/var/w b.db"), ("sqlite:w.db", "w.db")] {
            assert!(matches!(Address::parse(url), Ok(Address::Sqlite(path)) if path == Path::new(wanted)), "{url}");
        }
    }

    #[test]
    fn what_is_wrong_names_the_setting_and_never_the_password() {
        let wrong = [
            "",
            "secret",
            "mysql://u:secret@h/d",
            "sqlite::memory:",
            "sqlite://",
            "sqlite://a.db?key=secret",
            "postgres:secret",
            "postgres://u:12/secret@h/d",
            "postgres://u:secret@h:port/d",
            "postgres://u:p@h/d?pass=secret",
            "postgres://u:12#secret@h/d",
        ];
        for url in wrong {
            let Err(error) = Address::parse(url) else { panic!("{url} was taken") };
            let said = error.to_string();
            assert!(said.starts_with("database_url ") && !said.contains("secret"), "{url}: {said}");
        }
    }

    #[test]
    fn a_server_is_named_without_its_password() {
        let Ok(Address::Postgres { place, .. }) = Address::parse("postgresql://u:sec%40ret@db.example:5433/waymark?sslmode=require") else {
            panic!("a good address was refused")
        };
        assert_eq!(place, "postgres://db.example:5433");
    }
}
