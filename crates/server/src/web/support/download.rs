//! Files that leave by the browser: always as an attachment with a Japanese name that survives.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use futures_util::stream::try_unfold;

use super::reply::Reply;
use crate::backup::temporary::TemporaryFile;

/// Most bytes read at once.
const PIECE: usize = 64 * 1024;

/// A file with its media type and the name it is to be saved under.
pub fn attachment(bytes: impl Into<Bytes>, media: &'static str, name: &str) -> Reply {
    with_headers(bytes.into().into_response(), media, name)
}

/// A file of the server's own, piece by piece; it is removed when it was sent or the line broke.
pub fn stream(file: TemporaryFile, media: &'static str, name: &str) -> Reply {
    let open = File::open(file.path()).map_err(anyhow::Error::from)?;
    let length = open.metadata().map_err(anyhow::Error::from)?.len();
    let pieces = try_unfold((open, file), |(open, file)| async {
        let (piece, open) = tokio::task::spawn_blocking(|| next_piece(open)).await??;
        Ok::<_, io::Error>(if piece.is_empty() { None } else { Some((piece, (open, file))) })
    });
    let mut response = Body::from_stream(pieces).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    with_headers(response, media, name)
}

fn next_piece(mut file: File) -> io::Result<(Bytes, File)> {
    let mut piece = Vec::with_capacity(PIECE);
    io::Read::by_ref(&mut file).take(PIECE as u64).read_to_end(&mut piece)?;
    Ok((Bytes::from(piece), file))
}

fn with_headers(mut response: Response, media: &'static str, name: &str) -> Reply {
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    let disposition = HeaderValue::from_str(&disposition(name)).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    Ok::<Response, _>(response)
}

/// RFC 6266: a plain name for old programs, the full one in UTF-8.
fn disposition(name: &str) -> String {
    let safe: String = name.chars().map(|c| if is_unsafe(c) { '_' } else { c }).collect();
    let plain: String =
        safe.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in safe.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// Characters that some file system refuses.
fn is_unsafe(c: char) -> bool {
    c.is_control() || "\\/:*?\"<>|".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_japanese_name_survives_and_a_path_does_not() {
        let made = disposition("令和8年度/第1回.pdf");
        assert!(made.contains("filename*=UTF-8''%E4%BB%A4%E5%92%8C8%E5%B9%B4%E5%BA%A6_"), "{made}");
        assert!(!made.contains('/'), "{made}");
        assert!(!disposition("a\r\nSet-Cookie: x").contains('\r'));
    }
}
