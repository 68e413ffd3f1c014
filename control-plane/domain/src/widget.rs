//! How a flow's widget looks on somebody else's page.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// In which corner its button stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WidgetPosition {
    #[default]
    BottomRight,
    BottomLeft,
}

crate::written!(WidgetPosition { BottomRight = "bottom_right", BottomLeft = "bottom_left" });

/// The accent of a widget that nobody has chosen one for.
pub const DEFAULT_ACCENT: &str = "#2563eb";

/// `#rrggbb`, in lower case; `None` for anything else.
pub fn accent(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix('#')?;
    let legal = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    legal.then(|| format!("#{}", digits.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_is_six_hexadecimal_digits() {
        assert_eq!(accent(" #1A2b3C "), Some("#1a2b3c".to_owned()));
        for text in ["", "#fff", "1a2b3c", "#1a2b3g", "#1a2b3c;", "red", "#ééé"] {
            assert_eq!(accent(text), None, "{text:?}");
        }
    }
}
