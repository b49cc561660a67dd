//! Ears: where a page that gets out without asking for anything would be heard.

use anyhow::Result;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};

/// Hears connections and packets at the same port.
pub(crate) struct Ear {
    connections: TcpListener,
    packets: UdpSocket,
    at: SocketAddr,
}

impl Ear {
    /// On any free port of this computer's own address: to its loopback some browsers send no packets.
    pub(crate) fn open() -> Result<Self> {
        let packets = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
        let port = packets.local_addr()?.port();
        let connections = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port))?;
        packets.set_nonblocking(true)?;
        connections.set_nonblocking(true)?;
        Ok(Self { connections, packets, at: SocketAddr::new(own_address(), port) })
    }

    /// Host and port.
    pub(crate) fn host(&self) -> String {
        self.at.to_string()
    }

    /// Whether a connection has come since this was asked last.
    pub(crate) fn heard_connection(&self) -> bool {
        std::iter::from_fn(|| self.connections.accept().ok()).count() > 0
    }

    /// Whether a packet has come since this was asked last.
    pub(crate) fn heard_packet(&self) -> bool {
        std::iter::from_fn(|| self.packets.recv_from(&mut [0; 2048]).ok()).count() > 0
    }
}

/// The address by which this computer would speak to others. No packet is sent: a socket that is connected merely chooses its way.
fn own_address() -> IpAddr {
    let chosen = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        // An address that is kept for documents.
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    chosen.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip())
}
