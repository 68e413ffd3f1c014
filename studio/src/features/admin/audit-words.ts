// What the audit log's codes mean. A code this Studio does not know yet stands as it is.
import { t } from "@/i18n";

const ACTIONS: Record<string, string> = {
  "approval.approved": t("Approval given"),
  "approval.delegated": t("Approval passed on"),
  "approval.escalated": t("Approval asked of more people"),
  "approval.rejected": t("Approval rejected"),
  "approval.timed_out": t("Approval not decided in time"),
  "conversation.given_back": t("Conversation given back"),
  "conversation.taken_over": t("Conversation taken over"),
  "flow.comment_removed": t("Comment removed"),
  "flow.commented": t("Comment written"),
  "flow.created": t("Flow created"),
  "flow.deleted": t("Flow deleted"),
  "flow.draft_saved": t("Draft saved"),
  "flow.gate_changed": t("Whether tests must pass changed"),
  "flow.promoted": t("Environment moved"),
  "flow.published": t("Flow published"),
  "flow.pulled": t("Flow taken from the Git server"),
  "flow.test_deleted": t("Test deleted"),
  "flow.test_saved": t("Test saved"),
  "flow.widget_rotated": t("Widget given a new address"),
  "flow.widget_saved": t("Widget changed"),
  "flow.widget_secret_dropped": t("Widget’s secret removed"),
  "flow.widget_secret_made": t("Widget’s secret made"),
  "form.changed": t("Form changed"),
  "form.created": t("Form created"),
  "git_remote.changed": t("Git server changed"),
  "git_remote.removed": t("Git server removed"),
  "kb_base.created": t("Knowledge base created"),
  "kb_document.added": t("Document added"),
  "kb_document.deleted": t("Document deleted"),
  "model.changed": t("Model changed"),
  "run.cancelled": t("Run stopped"),
  "run.forked": t("Run forked"),
  "run.retried": t("Run tried again"),
  "session.ended": t("Signed out"),
  "session.refused": t("Sign-in refused"),
  "session.started": t("Signed in"),
  "session.token_reused": t("Session closed: its token was used twice"),
  "tenant.set_up": t("Organisation set up"),
  "ticket.assigned": t("Ticket assigned"),
  "ticket.changed": t("Ticket changed"),
  "ticket.closed": t("Ticket closed"),
  "ticket.created": t("Ticket created"),
  "ticket.reopened": t("Ticket reopened"),
  "tool.approved": t("Tool allowed"),
  "tool.tried": t("Tool tried"),
  "tool_server.changed": t("Tool server changed"),
  "tool_server.created": t("Tool server added"),
  "tool_server.deleted": t("Tool server removed"),
  "user.changed": t("User changed"),
  "user.created": t("User added"),
  "user.password_changed": t("Password changed"),
};

export const actionWords = (action: string): string | undefined => ACTIONS[action];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A name as it is, an id by its two ends. */
export const shortObject = (id: string): string => (UUID.test(id) ? `${id.slice(0, 8)}…${id.slice(-4)}` : id);
