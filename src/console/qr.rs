use qrcodegen::{QrCode, QrCodeEcc};

/// The light edge that readers of QR codes need, in modules.
const EDGE: i32 = 4;

/// A QR code as a drawing for a page: dark on light whatever the page's colours, with its name for who cannot see it. None where the
/// text is too long for one.
///
/// It stands in the page itself: a picture with an address of its own would put the secret where caches and histories can keep it.
pub(super) fn qr_code(text: &str, name: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let whole = size + 2 * EDGE;
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|at| code.get_module(*at, y)).count() as i32;
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + EDGE, y + EDGE));
            }
            x += run + 1;
        }
    }
    let name = askama::filters::escape(name, askama::filters::Html).ok()?;
    Some(format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"{name}\" width=\"220\" height=\"220\" viewBox=\"0 0 {whole} {whole}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{whole}\" height=\"{whole}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dark modules, read back from the drawing.
    fn dark(svg: &str) -> std::collections::BTreeSet<(i32, i32)> {
        let path = svg.rsplit_once(" d=\"").unwrap().1.split_once('"').unwrap().0;
        let mut out = std::collections::BTreeSet::new();
        for run in path.split('M').filter(|r| !r.is_empty()) {
            let (start, rest) = run.split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (x, y, length): (i32, i32, i32) =
                (x.parse().unwrap(), y.parse().unwrap(), rest.split_once('v').unwrap().0.parse().unwrap());
            out.extend((x..x + length).map(|at| (at, y)));
        }
        out
    }

    #[test]
    fn the_drawing_is_the_code_with_its_edge_and_three_eyes() {
        let text = "otpauth://totp/Waymark:lead%40council.example?secret=ABCDEFGHIJKLMNOPQRSTUVWX&issuer=Waymark";
        let svg = qr_code(text, "Key as a \"QR\" code").unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let dark = dark(&svg);
        for y in 0..code.size() {
            for x in 0..code.size() {
                assert_eq!(dark.contains(&(x + EDGE, y + EDGE)), code.get_module(x, y), "{x} {y}");
            }
        }
        let last = code.size() + EDGE;
        assert!(dark.iter().all(|(x, y)| (EDGE..last).contains(x) && (EDGE..last).contains(y)), "the edge is light");
        for (x, y) in [(EDGE, EDGE), (last - 7, EDGE), (EDGE, last - 7)] {
            assert!((0..7).all(|at| dark.contains(&(x + at, y))), "an eye at {x} {y}");
        }
        assert!(!svg.contains("a \"QR\"") && !svg.contains("style") && !svg.contains("otpauth"));
        assert_eq!(qr_code(&"x".repeat(5000), "too long"), None);
    }
}
