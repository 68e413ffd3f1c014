use serde::Deserialize;
use utoipa::IntoParams;

/// Which of a flow's drafts is meant.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// A branch of the flow; without it the flow's own draft.
    branch: Option<String>,
}

impl Which {
    pub(super) fn branch(&self) -> Option<&str> {
        self.branch.as_deref()
    }
}
