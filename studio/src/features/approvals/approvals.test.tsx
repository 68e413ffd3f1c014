// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Approval } from "@/api/approvals";
import { ApprovalCard } from "./ApprovalCard";
import { useHeld } from "./use-held";
import { history, waitingWords } from "./words";

const approval: Approval = {
  id: "a1", run_id: "r1", conversation_id: null, asker: null, flow: "order", node: "ask", title: "Order a laptop?", details: { price: "1200 EUR" }, hash: "h1",
  approvers: [{ email: "ann@example.com", role: null }, { email: null, role: "admin" }], mode: "any", decisions: [], status: "pending",
  until: null, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z", may_decide: true, questions: [], may_ask: false, may_answer: false,
};
afterEach(() => vi.unstubAllGlobals());

function show(over: Partial<Approval> = {}, status = 200, answer: unknown = {}, isHistory = false) {
  const fetched = vi.fn((_url: URL, _init: RequestInit) => Promise.resolve(new Response(status === 204 ? null : JSON.stringify(answer), { status })));
  vi.stubGlobal("fetch", fetched);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ApprovalCard approval={{ ...approval, ...over }} isHistory={isHistory} />
    </QueryClientProvider>,
  );
  return () => fetched.mock.calls.map(([, init]) => JSON.parse(init.body as string) as unknown);
}
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

test("rejecting takes a comment, and counts for what was shown", async () => {
  const sent = show({}, 200, { ...approval, status: "rejected", may_decide: false });
  press("Reject…");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Reject" }).disabled).toBe(true);
  fireEvent.change(screen.getByLabelText(/^Comment/), { target: { value: "too dear" } });
  press("Reject");
  await waitFor(() => expect(screen.getByText("Rejected")).toBeTruthy());
  expect(sent()).toEqual([{ decision: "reject", hash: "h1", comment: "too dear" }]);
});

const question = { id: "q1", by: "Ann Lee", email: "ann@example.com", question: "What for?", at: "2026-01-01T01:00:00Z", answer: null };

test("asking back takes a question, says that the time runs on, and leaves the decision open", async () => {
  const until = "2026-01-02T00:00:00Z";
  const sent = show({ may_ask: true, until, asker: { name: "Bo Chan", email: null } }, 201, { ...approval, may_ask: true, until, questions: [question], updated_at: "2026-01-01T01:00:00Z" });
  press("Ask back…");
  expect(screen.getByText(/^Bo Chan is told and can answer\. The time runs on: decide by/)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Ask back" }).disabled).toBe(true);
  fireEvent.change(screen.getByLabelText(/^Question/), { target: { value: " What for? " } });
  press("Ask back");
  await waitFor(() => expect(screen.getByText("Ann Lee asked back; there is no answer yet")).toBeTruthy());
  expect(screen.getByText("What for?")).toBeTruthy();
  expect(sent()).toEqual([{ question: "What for?" }]);
  expect(screen.getByRole("button", { name: "Approve…" })).toBeTruthy();
});

test("only who may ask is offered to, and only who is asked can answer", async () => {
  show({});
  expect(screen.queryByRole("button", { name: "Ask back…" })).toBeNull();
  cleanup();
  const sent = show({ may_decide: false, may_answer: true, questions: [question] }, 204, {});
  fireEvent.change(screen.getByLabelText("Your answer to Ann Lee: “What for?”"), { target: { value: "The old one is broken." } });
  press("Answer");
  await waitFor(() => expect(sent()).toEqual([{ answer: "The old one is broken." }]));
});

test("the history tells what was asked back, and what was answered, at its time", () => {
  const answer = { text: "The old one is broken.", by: "Bo Chan", at: "2026-01-01T03:00:00Z" };
  const decisions: Approval["decisions"] = [{ decision: "delegate", by: "Ann Lee", email: "ann@example.com", comment: "", to: "bob@example.com", at: "2026-01-01T02:00:00Z" }];
  expect(history({ ...approval, decisions, questions: [{ ...question, answer }] }).map((event) => [event.text, event.comment])).toEqual([
    ["‘order’ asked", null],
    ["Ann Lee asked back", "What for?"],
    ["Ann Lee passed it on to bob@example.com", null],
    ["Bo Chan answered Ann Lee", "The old one is broken."],
  ]);
});

test("when somebody was faster, the card says so and takes no second answer", async () => {
  show({}, 409, { detail: "ann decided already." });
  press("Approve…");
  press("Approve");
  await waitFor(() => expect(screen.getByText(/decided already/)).toBeTruthy());
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
});

test("one that has expired says so and offers no decision", () => {
  show({ status: "timeout", may_decide: false });
  expect(screen.getByText("Expired: nobody decided in time")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});

test("in a conversation one that was decided says who said what, and folds away what was asked", () => {
  const decisions: Approval["decisions"] = [{ decision: "approve", by: "Ann Lee", email: "ann@example.com", comment: "within the budget", to: null, at: "2026-01-01T01:00:00Z" }];
  show({ status: "approved", may_decide: false, decisions }, 200, {}, true);
  expect(screen.getByText("Ann Lee approved")).toBeTruthy();
  expect(screen.getByText("within the budget")).toBeTruthy();
  expect(screen.getByText("1200 EUR").closest("details")?.open).toBe(false);
});

test("a card shows what others have said since its own answer", async () => {
  const client = new QueryClient();
  const card = (over: Partial<Approval>) => (
    <QueryClientProvider client={client}>
      <ApprovalCard approval={{ ...approval, mode: "all", ...over }} />
    </QueryClientProvider>
  );
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ ...approval, may_decide: false, updated_at: "2026-01-01T01:00:00Z" }))));
  const { rerender } = render(card({}));
  press("Approve…");
  press("Approve");
  await waitFor(() => expect(screen.getByText("Your answer is recorded.")).toBeTruthy());
  rerender(card({ status: "approved", may_decide: false, updated_at: "2026-01-01T02:00:00Z" }));
  expect(screen.getByText("Approved")).toBeTruthy();
});

test("an approval tells who decided what, when and why", () => {
  const at = (hour: number) => `2026-01-01T0${hour}:00:00Z`;
  const decisions: Approval["decisions"] = [
    { decision: "delegate", by: "Ann Lee", email: "ann@example.com", comment: "", to: "bob@example.com", at: at(1) },
    { decision: "approve", by: "", email: "bob@example.com", comment: "within the budget", to: null, at: at(2) },
  ];
  expect(history(approval)).toEqual([]);
  expect(history({ ...approval, decisions: decisions.slice(0, 1) }).map((event) => event.text)).toEqual(["‘order’ asked", "Ann Lee passed it on to bob@example.com"]);
  expect(history({ ...approval, status: "approved", decisions, updated_at: at(2) }).map((event) => [event.text, event.at, event.comment])).toEqual([
    ["‘order’ asked", approval.created_at, null],
    ["Ann Lee passed it on to bob@example.com", at(1), null],
    ["bob@example.com approved", at(2), "within the budget"],
  ]);
  expect(history({ ...approval, status: "timeout", updated_at: at(3) }).at(-1)).toEqual({ text: "The time for it ran out", at: at(3), comment: null });
});

test("a waiting run says for what", () => {
  expect(waitingWords({ for: "event", event: "ticket.replied", key: "T-1" })).toBe("Waiting for “ticket.replied” of T-1.");
  expect(waitingWords({ for: "approval", title: "Order?" })).toBe("Waiting for approval “Order?”.");
  expect(waitingWords({ for: "handoff" })).toMatch(/A person is taking over/);
  expect(waitingWords({ for: "user", question: "Which?" })).toBeNull();
});

const rejected: Approval = {
  ...approval, status: "rejected", may_decide: false, updated_at: "2026-01-01T01:00:00Z",
  decisions: [{ decision: "reject", by: "Ann Lee", email: "ann@example.com", comment: "too dear", to: null, at: "2026-01-01T01:00:00Z" }],
};

function Cards({ list }: { list: Approval[] }) {
  return useHeld(list).map((card) => <ApprovalCard key={card.approval.id} {...card} />);
}

function list(answer: (url: URL, method: string) => Response) {
  vi.stubGlobal("fetch", (url: URL, init: RequestInit) => Promise.resolve(answer(url, init.method ?? "GET")));
  const client = new QueryClient();
  const cards = (approvals: Approval[]) => (
    <QueryClientProvider client={client}>
      <Cards list={approvals} />
    </QueryClientProvider>
  );
  const { rerender } = render(cards([approval]));
  return (approvals: Approval[]) => rerender(cards(approvals));
}

const write = (comment: string) => fireEvent.change(screen.getByLabelText(/^Comment/), { target: { value: comment } });

test("an answer that came too late says who decided what, and keeps what was typed until it is dismissed", async () => {
  const show = list((_, method) => (method === "POST" ? new Response(JSON.stringify({ detail: "it is not open any more: rejected" }), { status: 409 }) : new Response(JSON.stringify(rejected))));
  press("Approve…");
  write("fits the budget");
  press("Approve");
  await waitFor(() => expect(screen.getByText(/Ann Lee rejected it in the meantime\. Nothing was changed by your answer/)).toBeTruthy());
  show([]);
  expect(screen.getByText("fits the budget")).toBeTruthy();
  expect(screen.getByText("too dear")).toBeTruthy();
  press("Dismiss");
  expect(screen.queryByRole("article")).toBeNull();
});

test("a card stays under the hands of who writes in it, and says when others have decided meanwhile", async () => {
  const show = list(() => new Response(JSON.stringify(rejected)));
  press("Reject…");
  write("not this year");
  show([]);
  await waitFor(() => expect(screen.getByText(/Ann Lee rejected it in the meantime\. Your answer was not sent/)).toBeTruthy());
  expect(screen.getByText("not this year")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Reject" })).toBeNull();
});

test("a card that nobody writes in leaves with the list, and so does one whose answer counted", async () => {
  const show = list(() => new Response(JSON.stringify({ ...approval, status: "approved", may_decide: false, updated_at: "2026-01-01T01:00:00Z" })));
  press("Approve…");
  press("Back");
  press("Approve…");
  press("Approve");
  await waitFor(() => expect(screen.getByText("Approved")).toBeTruthy());
  show([]);
  expect(screen.queryByRole("article")).toBeNull();
});
