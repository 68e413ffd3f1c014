//! When somebody is at the desk. Whoever asks for a person outside of it is told when that will be; nobody is
//! turned away.

use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use control_plane_store::{StoreError, Tx, settings};
use executor_runtime::business::Calendar;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

const SETTING: &str = "desk-hours";
/// Some years of them.
const MAX_HOLIDAYS: usize = 400;

/// The days and times at which somebody is at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeskHours {
    /// Whose clocks the times are read from, such as `Europe/Warsaw`.
    #[schema(example = "Europe/Warsaw")]
    pub timezone: String,
    /// 1 (Monday) to 7 (Sunday).
    #[schema(example = json!([1, 2, 3, 4, 5]))]
    pub days: Vec<u8>,
    #[schema(example = "09:00")]
    pub from: String,
    /// Later than `from`, on the same day.
    #[schema(example = "17:00")]
    pub to: String,
    /// Dates on which nobody is there, such as `2026-12-25`.
    #[serde(default)]
    pub holidays: Vec<String>,
}

/// The opening hours of the desk, if it has given any.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskHoursView {
    pub hours: Option<DeskHours>,
    /// When the desk opens next; missing while it is open, and without hours.
    pub opens_at: Option<DateTime<Utc>>,
}

/// New opening hours; `null`: the desk gives none.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeskHoursChange {
    #[schema(required = true)]
    #[serde(deserialize_with = "Option::deserialize")]
    pub hours: Option<DeskHours>,
}

/// What somebody is told who waits for the desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpeningHours {
    pub timezone: String,
    /// 1 (Monday) to 7 (Sunday).
    pub days: Vec<u8>,
    /// Such as `09:00`, in that time zone.
    pub from: String,
    pub to: String,
    /// When the desk opens next; missing while it is open.
    pub opens_at: Option<DateTime<Utc>>,
}

/// The opening hours.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn read(app: &App, caller: &Caller) -> AppResult<DeskHoursView> {
    let tx = app.db.read(caller.tenant).await?;
    view(stored(&tx).await?, app.now())
}

/// Sets or removes them.
///
/// # Errors
/// [`AppError::Invalid`] naming the field.
pub async fn save(app: &App, caller: &Caller, change: DeskHoursChange) -> AppResult<DeskHoursView> {
    let new = change.hours.map(checked).transpose()?;
    let tx = app.db.write(caller.tenant).await?;
    let before = stored(&tx).await?;
    if before != new {
        settings::put(&tx, SETTING, &new, None, app.now()).await?;
        let what = json!({ "before": before, "after": new });
        audit::record(app, &tx, caller, "desk.hours_changed", "settings", SETTING, what).await?;
        tx.commit().await?;
    }
    view(new, app.now())
}

/// For somebody who waits now; `None` when the desk gives no hours.
pub(crate) async fn opening(tx: &Tx, now: DateTime<Utc>) -> AppResult<Option<OpeningHours>> {
    let Some(hours) = stored(tx).await? else { return Ok(None) };
    let opens_at = match calendar(&hours) {
        Ok(calendar) => opens(&calendar, now),
        // A time zone that was known when it was chosen. Who waits is not to be without their conversation.
        Err(error) => {
            tracing::warn!(%error, "the desk's opening hours are not understood any more");
            return Ok(None);
        }
    };
    let DeskHours { timezone, days, from, to, holidays: _ } = hours;
    Ok(Some(OpeningHours { timezone, days, from, to, opens_at }))
}

/// What working time is; `None` when the desk gives no hours.
pub(super) async fn working(tx: &Tx) -> AppResult<Option<Calendar>> {
    let Some(hours) = stored(tx).await? else { return Ok(None) };
    // As above: what was understood once is not to keep a ticket from being read.
    Ok(calendar(&hours)
        .inspect_err(|error| tracing::warn!(%error, "the desk's opening hours are not understood any more"))
        .ok())
}

async fn stored(tx: &Tx) -> Result<Option<DeskHours>, StoreError> {
    let found = settings::find::<Option<DeskHours>>(tx, SETTING).await?;
    Ok(found.and_then(|(hours, _)| hours))
}

fn view(hours: Option<DeskHours>, now: DateTime<Utc>) -> AppResult<DeskHoursView> {
    let opens_at = match &hours {
        Some(hours) => opens(&calendar(hours)?, now),
        None => None,
    };
    Ok(DeskHoursView { hours, opens_at })
}

/// `None` while it is open.
fn opens(calendar: &Calendar, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    calendar.opening(now).filter(|opens| *opens > now)
}

/// As they are kept: each day once, in order.
fn checked(mut hours: DeskHours) -> AppResult<DeskHours> {
    hours.timezone = hours.timezone.trim().to_owned();
    for (field, value) in [("timezone", &hours.timezone), ("from", &hours.from), ("to", &hours.to)] {
        // A calendar has something for what is missing; here it would go unnoticed.
        if value.trim().is_empty() {
            return Err(refused(field, "say what it is"));
        }
    }
    hours.days.sort_unstable();
    hours.days.dedup();
    if hours.days.is_empty() {
        return Err(refused("days", "choose a day at least"));
    }
    hours.holidays.sort_unstable();
    hours.holidays.dedup();
    if hours.holidays.len() > MAX_HOLIDAYS {
        return Err(refused("holidays", &format!("{MAX_HOLIDAYS} of them are the most")));
    }
    calendar(&hours)?;
    Ok(hours)
}

fn calendar(hours: &DeskHours) -> AppResult<Calendar> {
    let read = serde_json::to_value(hours).map_err(AppError::internal)?;
    Calendar::read(&read).map_err(|fault| refused(fault.field, &fault.message))
}

fn refused(field: &str, message: &str) -> AppError {
    AppError::field(format!("hours.{field}"), "invalid", message)
}
