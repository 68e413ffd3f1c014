use crate::error::Problem;
use crate::extract::{Path, Query, Require, needs};
use crate::state::AppState;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows;
use flow_schema::bundle::Bundle;
use flow_schema::canonical;
use http::header;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// A version's number; without it the draft for who may edit it, else what is published.
    version: Option<u64>,
    /// With the flows that it runs, and those that they run; true without it.
    with_subflows: Option<bool>,
}

/// The flow as one document to take elsewhere: `POST /flows/import` there reads it back. It names the
/// secrets, tools, knowledge bases, forms and models that it needs, and has no value of any.
#[utoipa::path(
    get,
    path = "/flows/{flow}/export",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow"), Params),
    responses((status = 200, description = "The document in its canonical form", body = Bundle)),
)]
pub(super) async fn export(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    query: Query<Params>,
) -> Result<Response, Problem> {
    let Params { version, with_subflows } = query.0;
    let with_subflows = with_subflows.unwrap_or(true);
    let bundle = flows::export(&state.app, &caller, &path.0, version, with_subflows).await?;
    // The name is one of ours: small letters, digits and hyphens.
    let file = format!("attachment; filename=\"{}.flowright.json\"", bundle.flow.name);
    let headers =
        [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, canonical::to_string(&bundle)).into_response())
}
