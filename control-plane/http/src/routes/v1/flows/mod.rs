//! `/flows`: drafts, checks, versions.

mod authors;
mod branches;
mod channels;
mod check;
mod comments;
mod create;
mod delete;
mod describe;
mod draft;
mod environments;
mod export;
mod fit;
mod get;
mod import;
mod layout;
mod list;
mod presence;
mod publish;
mod restore_points;
mod revisions;
mod tests;
mod versions;
mod which;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(import::bring_in))
        .routes(routes!(describe::describe))
        .routes(routes!(get::get, delete::delete))
        .routes(routes!(draft::read, draft::put, draft::patch))
        .routes(routes!(authors::list))
        .routes(routes!(layout::read, layout::put))
        .routes(routes!(restore_points::list))
        .routes(routes!(restore_points::read, restore_points::keep))
        .routes(routes!(presence::announce))
        .routes(routes!(presence::leave))
        .routes(routes!(comments::list, comments::create))
        .routes(routes!(comments::change, comments::remove))
        .routes(routes!(comments::people))
        .routes(routes!(check::check))
        .routes(routes!(check::surroundings))
        .routes(routes!(publish::publish))
        .routes(routes!(publish::preview))
        .routes(routes!(versions::list))
        .routes(routes!(versions::get))
        .routes(routes!(revisions::diff))
        .routes(routes!(revisions::merge))
        .routes(routes!(revisions::extract))
        .routes(routes!(export::export))
        .routes(routes!(fit::copy))
        .routes(routes!(fit::paste))
        .routes(routes!(fit::upgrade))
        .routes(routes!(environments::list))
        .routes(routes!(environments::get, environments::put))
        .routes(routes!(environments::preview))
        .routes(routes!(channels::read))
        .routes(routes!(channels::save))
        .routes(routes!(channels::rotate))
        .routes(routes!(channels::make_secret, channels::drop_secret))
        .routes(routes!(branches::list, branches::create))
        .routes(routes!(branches::delete))
        .routes(routes!(branches::diff))
        .routes(routes!(branches::commit))
        .routes(routes!(branches::merge))
        .routes(routes!(branches::update))
        .merge(tests::router())
}
