//! QR codes. Does not know what they lead to.

use app::components::qr::Drawing;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// The code of a text; none if the text is longer than a code can hold.
pub fn draw(text: &str) -> Option<Drawing> {
    // A quarter of it may be dirt or a drawing pin.
    let code = QRBuilder::new(text).ecl(ECL::Q).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let dark = (column..code.size).take_while(|at| code[row][*at].value()).count();
            if dark > 0 {
                let _ = write!(path, "M{column} {row}h{dark}v1h-{dark}z");
            }
            column += dark.max(1);
        }
    }
    Some(Drawing { size: code.size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_text_too_long_has_none() {
        let drawing =
            draw("https://preau.example/rejoindre#abcdefghijklmnopqrstuvwxyz234567").unwrap();
        let last = drawing.size - 7;
        for corner in ["M0 0h7".to_owned(), format!("M{last} 0h7"), format!("M0 {last}h7")] {
            assert!(drawing.path.contains(&corner), "{corner}: {}", drawing.path);
        }
        assert!(draw(&"a".repeat(5000)).is_none());
    }
}
