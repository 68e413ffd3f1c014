// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { meQuery } from "@/api/session";
import type { Me } from "@/api/types";
import Finder from "./Finder";

const { gone } = vi.hoisted(() => ({ gone: vi.fn() }));
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => gone }));

const flow = { id: "f1", name: "it-helpdesk", title: "IT helpdesk" };
const ticket = { id: "t1", number: "TKT-20260301-0042", title: "Printer on fire" };
const passage = { id: "p1", document_id: "d1", base: "it", path: "vpn.md", title: "Set up the VPN" };
const PASSAGES = [passage, { ...passage, id: "p2" }, { ...passage, id: "p3", document_id: "d2", title: "", path: "printer.md" }];

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  vi.unstubAllGlobals();
  gone.mockReset();
});

interface Asked {
  path: string;
  q: string | null;
  signal: AbortSignal | undefined;
}

interface Shown {
  permissions?: string[];
  answers?: Record<string, () => unknown>;
  commands?: { id: string; label: string; perform: () => void }[];
}

function show({ permissions = ["*"], answers = {}, commands }: Shown = {}) {
  const asked: Asked[] = [];
  const all: Record<string, () => unknown> = {
    "/flows": () => [flow],
    "/tickets": () => [ticket],
    "/kb/search": () => PASSAGES,
    "/kb/bases": () => [{ name: "it", title: "IT articles" }],
    ...answers,
  };
  vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
    const path = url.pathname.replace("/api/v1", "");
    asked.push({ path, q: url.searchParams.get("q"), signal: init.signal ?? undefined });
    const answer = await all[path]?.();
    return answer instanceof Response ? answer : new Response(JSON.stringify({ data: answer, meta: {} }));
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meQuery.queryKey, { id: "ann", permissions } as unknown as Me);
  const onClose = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <Finder commands={commands} onClose={onClose} />
    </QueryClientProvider>,
  );
  return { asked, onClose, questions: () => asked.filter((one) => one.q !== null).map((one) => `${one.path} ${one.q}`) };
}

const type = (text: string) => fireEvent.change(screen.getByRole("combobox"), { target: { value: text } });
const names = (group: string) => within(screen.getByRole("group", { name: group })).getAllByRole("option").map((one) => one.textContent);
const refused = (detail: string) => () => new Response(JSON.stringify({ status: 503, title: "Unavailable", detail }), { status: 503 });

test("the pages one may see and the flows are there at once, and nothing else is asked", async () => {
  const { asked } = show({ permissions: ["tickets:read", "tickets:write", "kb:read", "kb:write", "flows:read"] });
  expect(names("Pages")).toEqual(["Home", "Flows", "Desk", "Knowledge", "Me", "ApprovalsDesk", "Live conversationsDesk"]);
  expect(screen.getByRole("dialog", { name: "Search" })).toBeTruthy();
  await waitFor(() => expect(names("Flows")).toEqual(["IT helpdesk" + "it-helpdesk"]));
  expect(screen.queryByRole("group", { name: "Commands" })).toBeNull();
  type("x");
  await new Promise((rested) => setTimeout(rested, 300));
  expect(asked.map((one) => one.path)).toEqual(["/flows"]);
});

test("the field says at which option it is, from the first one on", async () => {
  show();
  const field = screen.getByRole("combobox");
  const told = () => document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent;
  await waitFor(() => expect(told()).toContain("Home"));
  fireEvent.keyDown(field, { key: "ArrowDown" });
  await waitFor(() => expect(told()).toContain("Flows"));
});

test("tickets and articles are asked for once the typing rests, and each document is one row", async () => {
  const { questions } = show();
  for (const text of ["vp", "vpn", "vpn "]) type(text);
  expect(screen.getByRole("status").textContent).toBe("Searching…");
  await waitFor(() => expect(names("Tickets")).toEqual(["Printer on fireTKT-20260301-0042"]));
  await waitFor(() => expect(names("Articles")).toEqual(["Set up the VPNIT articles", "printer.mdIT articles"]));
  expect(questions()).toEqual(["/tickets vpn", "/kb/search vpn"]);
  expect(screen.getByRole("status").textContent).toBe("");
});

test("the next letters end the question before, whose answer stays until theirs is there", async () => {
  let answer: (rows: unknown[]) => void = () => undefined;
  let isSlow = false;
  const { asked } = show({ answers: { "/tickets": () => (isSlow ? new Promise((resolve) => (answer = resolve)) : [ticket]) } });
  type("fire");
  await waitFor(() => expect(names("Tickets")).toHaveLength(1));
  isSlow = true;
  type("fire i");
  await waitFor(() => expect(asked.filter((one) => one.path === "/tickets")).toHaveLength(2));
  expect(names("Tickets")).toHaveLength(1);
  type("fire in");
  await waitFor(() => expect(asked.filter((one) => one.path === "/tickets")).toHaveLength(3));
  expect(asked.filter((one) => one.path === "/tickets").map((one) => one.signal?.aborted)).toEqual([false, true, false]);
  answer([{ ...ticket, id: "t2", title: "Fire in the hall" }]);
  await waitFor(() => expect(names("Tickets")).toEqual(["Fire in the hall" + ticket.number]));
  type("f");
  expect(screen.queryByRole("group", { name: "Tickets" })).toBeNull();
});

test("who may not see tickets, articles or flows does not ask for them", async () => {
  const { asked } = show({ permissions: ["chat:use"] });
  type("vpn");
  await screen.findByText("Nothing of that name.");
  await new Promise((rested) => setTimeout(rested, 300));
  expect(asked).toEqual([]);
});

test("what could not be asked says so, and the rest is there", async () => {
  show({ answers: { "/tickets": refused("The database does not answer."), "/kb/search": refused("The index is being built.") } });
  type("helpdesk");
  await screen.findByText(/^Tickets could not be searched: ./);
  await screen.findByText(/^Articles could not be searched: ./);
  expect(names("Flows")).toHaveLength(1);
  expect(screen.queryByText("Nothing of that name.")).toBeNull();
});

test("of more flows than the list has, the server finds the others", async () => {
  const many = Array.from({ length: 100 }, (_, at) => ({ id: `f${at}`, name: `flow-${at}`, title: "" }));
  let calls = 0;
  show({ answers: { "/flows": () => (calls++ === 0 ? many : [{ id: "old", name: "flow-7-old", title: "" }, many[7]]), "/tickets": () => [], "/kb/search": () => [] } });
  await waitFor(() => expect(names("Flows")).toHaveLength(100));
  type("flow-7-old");
  await waitFor(() => expect(names("Flows")[0]).toBe("flow-7-old" + "flow-7-old"));
});

test("Enter goes to the ticket, arrows to the article, and both are there first the next time", async () => {
  const { onClose } = show();
  type("printer");
  await waitFor(() => expect(names("Articles")).toHaveLength(2));
  const field = screen.getByRole("combobox");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(onClose).toHaveBeenCalledOnce();
  expect(gone).toHaveBeenLastCalledWith({ href: "/desk/TKT-20260301-0042" });
  fireEvent.keyDown(field, { key: "ArrowDown" });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(gone).toHaveBeenLastCalledWith({ href: expect.stringMatching(/^\/kb\/it/) });
  type("");
  show();
  expect(within(screen.getAllByRole("group", { name: "Recent" })[0] as HTMLElement).getAllByRole("option").map((one) => one.textContent)).toEqual(["Set up the VPNIT articles", "Printer on fireTKT-20260301-0042"]);
});

test("a command of the editor is done once the list is closed, and is first when it is meant", () => {
  const order: string[] = [];
  const { onClose } = show({ commands: [{ id: "tidy", label: "Tidy up the whole flow", perform: () => order.push("done") }] });
  onClose.mockImplementation(() => order.push("closed"));
  expect(screen.getByRole("dialog", { name: "All commands" })).toBeTruthy();
  type("tidy");
  fireEvent.keyDown(screen.getByRole("combobox"), { key: "Enter" });
  expect(order).toEqual(["closed", "done"]);
  expect(gone).not.toHaveBeenCalled();
});
