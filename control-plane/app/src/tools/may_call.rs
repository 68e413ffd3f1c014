use crate::caller::Caller;
use control_plane_domain::Permission;
use flow_schema::kind::NodeKind;

/// Whether the caller may call a built-in tool directly, outside of any flow. A flow's author decides
/// what a flow does; here the caller does, so each tool asks for the right to its effect.
pub fn may_call(caller: &Caller, kind: &NodeKind) -> bool {
    let needed = match kind.name.as_str() {
        "kb_search" => Permission::KbRead,
        "create_ticket" => Permission::TicketsCreate,
        "find_tickets" => Permission::TicketsRead,
        "update_ticket" => Permission::TicketsWrite,
        // These cost the tenant's money or write to people.
        "llm" | "classify" | "extract" | "notify" => Permission::RunsWrite,
        // These reach outside with the tenant's secrets, and so does whatever comes later until
        // somebody has thought about it.
        _ => Permission::ToolsWrite,
    };
    caller.can(needed)
}
