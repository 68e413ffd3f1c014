use crate::finding::Finding;
use crate::id::NodeId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What became of a document, for the person who opens the draft. Entries are in the order of the
/// document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// Nodes and parts that mean the same here.
    pub carried: Vec<Entry>,
    /// What is here in another form, or does nearly the same.
    pub approximated: Vec<Entry>,
    /// What is not here: placeholders, settings without a counterpart.
    pub not_carried: Vec<Entry>,
    /// Secrets to enter. Their values are never taken from a document, even where it has them.
    pub secrets_needed: Vec<Need>,
    pub models_needed: Vec<Need>,
    pub bases_needed: Vec<Need>,
    pub tools_needed: Vec<Need>,
    /// Forms and published flows.
    pub others_needed: Vec<Need>,
    /// What the checks say of the draft as it was imported.
    pub findings: Vec<Finding>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Entry {
    /// `None` for what belongs to the document as a whole.
    pub original: Option<Original>,
    /// The node here.
    pub node: Option<NodeId>,
    /// A plain sentence.
    pub what: String,
}

/// A node as it is called in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Original {
    pub id: String,
    pub title: String,
    /// Its type there.
    pub kind: String,
}

/// Something that the flow names and that has to be there before it can run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Need {
    /// How it is named in the flow.
    pub name: String,
    /// A plain sentence: what it is, and what it was called there.
    pub what: String,
    /// The nodes that need it.
    pub nodes: Vec<NodeId>,
}

impl Report {
    /// Puts a need down once, with every node that has it.
    pub(super) fn need(list: &mut Vec<Need>, name: &str, what: &str, node: &NodeId) {
        match list.iter_mut().find(|need| need.name == name) {
            Some(need) if need.nodes.contains(node) => {}
            Some(need) => need.nodes.push(node.clone()),
            None => {
                list.push(Need { name: name.to_owned(), what: what.to_owned(), nodes: vec![node.clone()] });
            }
        }
    }
}
