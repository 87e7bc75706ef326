use std::{
    io::{self, Read, Write},
    path::Path,
};

use sha2::{Digest, Sha256};

/// SHA-256 in small hexadecimal letters.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes).as_slice())
}

/// SHA-256 of a file, read piece by piece.
pub(super) fn sha256_of_file(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut std::fs::File::open(path)?, &mut hasher)?;
    Ok(hex(hasher.finalize().as_slice()))
}

/// Copies at most `most` bytes and tells their SHA-256; more is an error, so that an archive cannot fill the disk.
pub(super) fn copy_with_sha256(from: impl Read, to: &mut impl Write, most: u64) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut from = from.take(most + 1);
    let mut buffer = vec![0; 1 << 16];
    let mut copied = 0;
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok(hex(hasher.finalize().as_slice()));
        }
        copied += read as u64;
        if copied > most {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {most} bytes")));
        }
        hasher.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
