use std::collections::BTreeSet;

/// What the operator opens although it is inside: exact `host:port` pairs, nothing wider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowList(BTreeSet<(String, u16)>);

/// An entry that is not `host:port`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not host:port (for example 127.0.0.1:11434 or [::1]:8080)")]
pub struct NotHostPort(pub String);

impl AllowList {
    /// Parses entries such as `ollama.internal:11434`, `127.0.0.1:8025`, `[::1]:9000`.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, NotHostPort> {
        let mut list = BTreeSet::new();
        for entry in entries {
            let entry = entry.trim();
            if entry.is_empty() {
                continue;
            }
            let wrong = || NotHostPort(entry.to_owned());
            let (host, port) = entry.rsplit_once(':').ok_or_else(wrong)?;
            let port: u16 = port.parse().map_err(|_| wrong())?;
            let bare_v6 = host.contains(':') && !(host.starts_with('[') && host.ends_with(']'));
            if host.is_empty() || bare_v6 || host.contains(['/', '@', '*']) {
                return Err(wrong());
            }
            list.insert((normal(host), port));
        }
        Ok(Self(list))
    }

    /// Whether this pair was opened. `host` as in a URL: brackets round an IPv6 address.
    pub fn contains(&self, host: &str, port: u16) -> bool {
        self.0.contains(&(normal(host), port))
    }
}

fn normal(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_exact_pairs() {
        let list = AllowList::parse(["Ollama.Internal:11434", " [::1]:8080 ", ""]).unwrap();
        assert!(list.contains("ollama.internal.", 11434));
        assert!(list.contains("[::1]", 8080));
        assert!(!list.contains("ollama.internal", 80));
        assert!(!list.contains("sub.ollama.internal", 11434));
        for wrong in ["localhost", "http://x:80", "*:80", "::1:80", ":80", "x:port"] {
            assert!(AllowList::parse([wrong]).is_err(), "{wrong}");
        }
    }
}
