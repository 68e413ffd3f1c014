use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use mcp_servers_kit::egress::Url;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(20);

/// How the operator's mail server is reached.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    pub(super) host: String,
    port: u16,
    security: Security,
    credentials: Option<(String, String)>,
    pub(super) from: Mailbox,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Security {
    /// TLS from the first byte (port 465).
    Implicit,
    /// STARTTLS, and no mail if the server does not offer it (port 587).
    Upgrade,
    /// A sink or relay on this very machine.
    Plain,
}

/// The operator's settings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSmtpSettings {
    #[error("the mail server must be given as smtp://host:port or smtps://host:port")]
    Url,
    #[error("the sender {0:?} is not an e-mail address")]
    From(String),
    #[error(
        "a user name and password are never sent in clear text; use smtps:// or a host that offers STARTTLS"
    )]
    ClearTextPassword,
}

impl SmtpSettings {
    /// `smtps://user:password@host[:465]` (TLS), `smtp://user:password@host[:587]` (STARTTLS is
    /// mandatory), or `smtp://127.0.0.1:port` (plain, on loopback only). `from` is
    /// `Name <address>` or an address.
    pub fn parse(url: &str, from: &str) -> Result<Self, BadSmtpSettings> {
        let url = Url::parse(url.trim()).map_err(|_| BadSmtpSettings::Url)?;
        let host = url.host_str().ok_or(BadSmtpSettings::Url)?.trim_matches(['[', ']']).to_owned();
        let security = match url.scheme() {
            "smtps" => Security::Implicit,
            "smtp" if is_loopback(&host) => Security::Plain,
            "smtp" => Security::Upgrade,
            _ => return Err(BadSmtpSettings::Url),
        };
        let credentials = match (url.username(), url.password()) {
            ("", _) => None,
            (user, password) => Some((decoded(user), decoded(password.unwrap_or_default()))),
        };
        if security == Security::Plain && credentials.is_some() {
            return Err(BadSmtpSettings::ClearTextPassword);
        }
        let port = url.port().unwrap_or(match security {
            Security::Implicit => 465,
            Security::Upgrade => 587,
            Security::Plain => 25,
        });
        let from = from.trim().parse().map_err(|_| BadSmtpSettings::From(from.to_owned()))?;
        Ok(Self { host, port, security, credentials, from })
    }

    pub(super) fn transport(
        &self,
    ) -> Result<AsyncSmtpTransport<Tokio1Executor>, lettre::transport::smtp::Error> {
        let tls = match self.security {
            Security::Implicit => Tls::Wrapper(TlsParameters::new(self.host.clone())?),
            Security::Upgrade => Tls::Required(TlsParameters::new(self.host.clone())?),
            Security::Plain => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&self.host)
            .port(self.port)
            .tls(tls)
            .timeout(Some(TIMEOUT));
        if let Some((user, password)) = &self.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(builder.build())
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Undoes percent-encoding of a user name or password in a URL.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_plain_and_passwords_never_are() {
        let security =
            |url| SmtpSettings::parse(url, "Desk <desk@example.test>").map(|s| (s.security, s.port));
        assert_eq!(security("smtp://127.0.0.1:1025"), Ok((Security::Plain, 1025)));
        assert_eq!(security("smtp://mail.example.test"), Ok((Security::Upgrade, 587)));
        assert_eq!(security("smtps://u:p%40ss@mail.example.test"), Ok((Security::Implicit, 465)));
        assert_eq!(security("smtp://u:p@localhost"), Err(BadSmtpSettings::ClearTextPassword));
        assert_eq!(security("http://mail.example.test"), Err(BadSmtpSettings::Url));
        assert!(matches!(SmtpSettings::parse("smtp://localhost", "nobody"), Err(BadSmtpSettings::From(_))));
        assert_eq!(decoded("p%40ss%zz"), "p@ss%zz");
    }
}
