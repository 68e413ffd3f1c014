//! Which files may be sent, and how many.

use crate::app::App;
use control_plane_domain::attachment::FileKind;
use serde::Serialize;
use utoipa::ToSchema;

/// What an installation allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRules {
    /// Largest file.
    pub max_bytes: u64,
    /// With one message; 0: none can be sent.
    pub per_message: usize,
    pub kinds: Vec<FileKind>,
    pub per_conversation: u64,
    /// Of all conversations together.
    pub tenant_bytes: u64,
}

impl Default for FileRules {
    fn default() -> Self {
        Self {
            max_bytes: 10 << 20,
            per_message: 5,
            kinds: FileKind::ALL.to_vec(),
            per_conversation: 200,
            tenant_bytes: 10 << 30,
        }
    }
}

impl FileRules {
    /// How many files may wait to be sent in one conversation: two messages that are being written.
    pub(super) fn unsent(&self) -> u64 {
        2 * self.per_message as u64
    }

    /// The endings that are allowed, for a sentence.
    pub(super) fn words(&self) -> String {
        let endings: Vec<_> = self.kinds.iter().map(|kind| kind.endings()[0].to_uppercase()).collect();
        endings.join(", ")
    }
}

/// What may be sent along with a message.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileRulesView {
    /// Largest file.
    pub max_bytes: u64,
    /// With one message; 0: none can be sent.
    pub max_files: usize,
    pub types: Vec<FileTypeView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileTypeView {
    pub kind: FileKind,
    #[serde(rename = "type")]
    pub media_type: &'static str,
    /// `["jpg", "jpeg"]`
    pub endings: Vec<&'static str>,
}

/// The rules of this installation.
pub fn file_rules(app: &App) -> FileRulesView {
    let types = app.file_rules.kinds.iter().map(|kind| FileTypeView {
        kind: *kind,
        media_type: kind.media_type(),
        endings: kind.endings().to_vec(),
    });
    let FileRules { max_bytes, per_message, .. } = app.file_rules;
    FileRulesView { max_bytes, max_files: per_message, types: types.collect() }
}
