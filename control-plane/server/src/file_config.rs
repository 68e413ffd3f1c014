//! Which files people may send in a chat.

use clap::Args;
use control_plane_app::chat::FileRules;
use control_plane_domain::attachment::FileKind;

#[derive(Args, Clone, Debug)]
pub struct FileConfig {
    /// Largest file that can be sent in a chat, in MiB.
    #[arg(long, env = "FLOWRIGHT_CHAT_FILE_MB", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub chat_file_mb: u32,
    /// Files that can be sent with one message; 0: none.
    #[arg(long, env = "FLOWRIGHT_CHAT_FILES", default_value_t = 5, value_parser = clap::value_parser!(u8).range(0..=20))]
    pub chat_files: u8,
    /// Which, comma-separated. What a browser would run (HTML, SVG) is not among them.
    #[arg(
        long,
        env = "FLOWRIGHT_CHAT_FILE_TYPES",
        value_delimiter = ',',
        default_value = "png,jpeg,gif,webp,pdf,text,csv,markdown,json,docx,xlsx,pptx"
    )]
    pub chat_file_types: Vec<FileKind>,
    /// Room for all files of all chats of one tenant, in MiB.
    #[arg(long, env = "FLOWRIGHT_CHAT_FILES_TOTAL_MB", default_value_t = 10_240)]
    pub chat_files_total_mb: u32,
}

impl FileConfig {
    pub fn rules(&self) -> FileRules {
        let bytes = |mb: u32| u64::from(mb) << 20;
        FileRules {
            max_bytes: bytes(self.chat_file_mb),
            per_message: usize::from(self.chat_files),
            kinds: self.chat_file_types.clone(),
            tenant_bytes: bytes(self.chat_files_total_mb),
            ..FileRules::default()
        }
    }
}
