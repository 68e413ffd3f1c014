//! A run as a file: gzipped JSON, one line for the run, one for each record of its log, and one at
//! the end that says how many there were.

use super::FileError;
use crate::api::{RunEvent, RunRow};
use crate::journal::{JournalError, Record, RunRef};
use flate2::Compression;
use flate2::write::{GzDecoder, GzEncoder};
use futures::StreamExt;
use futures::stream::BoxStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::io::Write;
use std::sync::Arc;

/// Raised when a reader that knows only the ones before could not read what is written.
const FORMAT: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    format: u32,
    pub run: RunRow,
    pub context: Map<String, Value>,
    /// Content hashes of the flow versions that the run is pinned to.
    versions: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Run(Box<Header>),
    Record {
        event: RunEvent,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fact: Option<String>,
    },
    End {
        records: u64,
    },
}

/// Makes the file, piece by piece.
pub(super) struct Packer {
    gz: GzEncoder<Vec<u8>>,
    records: u64,
}

impl Packer {
    pub fn new(run: RunRow, context: Map<String, Value>) -> Result<Self, JournalError> {
        let mut this = Self { gz: GzEncoder::new(Vec::new(), Compression::default()), records: 0 };
        let versions = vec![run.version.clone()];
        this.line(&Line::Run(Box::new(Header { format: FORMAT, run, context, versions })))?;
        Ok(this)
    }

    pub fn record(&mut self, record: Record) -> Result<(), JournalError> {
        self.records += 1;
        self.line(&Line::Record { event: Arc::unwrap_or_clone(record.event), fact: record.fact })
    }

    /// What has come together since the last time.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(self.gz.get_mut())
    }

    pub fn finish(mut self) -> Result<Vec<u8>, JournalError> {
        self.line(&Line::End { records: self.records })?;
        self.gz.finish().map_err(|error| JournalError::Corrupt(error.to_string()))
    }

    fn line(&mut self, line: &Line) -> Result<(), JournalError> {
        // Into memory; only a value that is no JSON could fail.
        serde_json::to_writer(&mut self.gz, line)
            .map_err(std::io::Error::from)
            .and_then(|()| self.gz.write_all(b"\n"))
            .map_err(|error| JournalError::Corrupt(error.to_string()))
    }
}

/// Reads the file, piece by piece.
pub(super) struct Unpacker {
    run: RunRef,
    chunks: BoxStream<'static, Result<Vec<u8>, FileError>>,
    gz: GzDecoder<Vec<u8>>,
    /// Of the unpacked bytes these were given out, and these hold no end of a line.
    given: usize,
    searched: usize,
    records: u64,
    ended: bool,
}

impl Unpacker {
    pub fn new(run: RunRef, chunks: BoxStream<'static, Result<Vec<u8>, FileError>>) -> Self {
        let gz = GzDecoder::new(Vec::new());
        Self { run, chunks, gz, given: 0, searched: 0, records: 0, ended: false }
    }

    pub async fn header(&mut self) -> Result<Header, JournalError> {
        match self.line().await? {
            Some(Line::Run(header)) if header.format == FORMAT => Ok(*header),
            Some(Line::Run(header)) => {
                Err(self.corrupt(&format!("has the unknown format {}", header.format)))
            }
            Some(Line::Record { .. } | Line::End { .. }) => Err(self.corrupt("does not begin with the run")),
            None => Err(self.corrupt("ends too early")),
        }
    }

    /// The next record; `None` after the last one.
    pub async fn next(&mut self) -> Result<Option<Record>, JournalError> {
        if self.ended {
            return Ok(None);
        }
        match self.line().await? {
            Some(Line::Record { event, fact }) => {
                self.records += 1;
                Ok(Some(Record { event: Arc::new(event), fact }))
            }
            Some(Line::End { records }) if records == self.records => {
                self.ended = true;
                Ok(None)
            }
            Some(Line::Run(_) | Line::End { .. }) => Err(self.corrupt("does not hold what it says")),
            None => Err(self.corrupt("ends too early")),
        }
    }

    async fn line(&mut self) -> Result<Option<Line>, JournalError> {
        loop {
            let unpacked = self.gz.get_ref();
            if let Some(found) = unpacked[self.searched..].iter().position(|byte| *byte == b'\n') {
                let end = self.searched + found;
                let line = serde_json::from_slice(&unpacked[self.given..end]);
                (self.given, self.searched) = (end + 1, end + 1);
                return line.map(Some).map_err(|error| self.corrupt(&format!("cannot be read: {error}")));
            }
            // What was given out is let go of before more comes.
            self.searched = unpacked.len() - self.given;
            self.gz.get_mut().drain(..self.given);
            self.given = 0;
            let Some(chunk) = self.chunks.next().await else { return Ok(None) };
            self.gz
                .write_all(&chunk?)
                .and_then(|()| self.gz.flush())
                .map_err(|error| self.corrupt(&format!("cannot be unpacked: {error}")))?;
        }
    }

    fn corrupt(&self, what: &str) -> JournalError {
        JournalError::Corrupt(format!("the archive of run {} {what}", self.run.run))
    }
}
