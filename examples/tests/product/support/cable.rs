//! The way between two programs, which a test can cut: connections break off and new ones are refused.

use std::net::SocketAddr;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub struct Cable {
    port: u16,
    whole: watch::Sender<bool>,
}

impl Cable {
    /// A way to this port of our own machine.
    pub async fn to(target: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("a bound port").port();
        let (whole, mut state) = watch::channel(true);
        tokio::spawn(async move {
            let mut listener = Some(listener);
            // Ends with the cable.
            loop {
                let Some(open) = &listener else {
                    if state.wait_for(|whole| *whole).await.is_err() {
                        return;
                    }
                    listener = Some(TcpListener::bind(("127.0.0.1", port)).await.expect("the port is ours"));
                    continue;
                };
                tokio::select! {
                    accepted = open.accept() => {
                        let (near, _) = accepted.expect("a connection");
                        tokio::spawn(carry(near, SocketAddr::from(([127, 0, 0, 1], target)), state.clone()));
                    }
                    changed = state.changed() => {
                        if changed.is_err() {
                            return;
                        }
                        if !*state.borrow() {
                            listener = None;
                        }
                    }
                }
            }
        });
        Self { port, whole }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    pub fn mend(&self) {
        self.whole.send_replace(true);
    }
}

async fn carry(mut near: TcpStream, target: SocketAddr, mut state: watch::Receiver<bool>) {
    let Ok(mut far) = TcpStream::connect(target).await else { return };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
        _ = state.wait_for(|whole| !*whole) => {}
    }
}
