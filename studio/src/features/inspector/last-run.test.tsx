// @vitest-environment happy-dom
// Values in the inspector while nobody has chosen a run.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { meQuery } from "@/api/session";
import { EditorProvider } from "@/editor/context";
import { docOf, flow, node } from "@/testing/builders";
import { createTools } from "@/testing/tools";
import { Inspector } from "./Inspector";

// CodeMirror needs more of a browser; the plain field works the same.
vi.mock("./text/load", () => ({ hasEditor: () => null, wantsEditor: () => false, loadEditor: () => new Promise(() => undefined) }));

afterEach(() => vi.unstubAllGlobals());

const at = new Date();
const time = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
const event = (seq: number, kind: string, of: string | null, payload: object) => ({ seq, kind, node: of, iteration: 0, at: at.toISOString(), payload });
const LOG = [
  event(1, "run.started", null, { input: { message: "Jan" } }),
  event(2, "node.completed", "words", { kind: "template", input: { text: "Hello Jan" }, output: { text: "Hello Jan" } }),
  event(3, "node.completed", "gone", { kind: "template", output: { text: "of old" } }),
  event(4, "node.completed", "say", { kind: "template", input: { text: "Hello Jan" }, output: { text: "Hello Jan" } }),
  event(5, "run.completed", null, {}),
];
const RUN = { id: "r1", draft: true, ended_at: at.toISOString(), input: { message: "Jan" }, last_seq: 5 };

interface Setting {
  runs?: object[];
  permissions?: string[];
  text?: string;
  watched?: string;
  active?: string;
  /** Answers with an error while it is true. */
  fails?: () => boolean;
}

function open({ runs = [RUN], permissions = ["flows:write", "runs:read"], text = "{{ words.text }}", watched, active = "say", fails = () => false }: Setting = {}) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: URL) => {
    asked.push(url.pathname + url.search);
    if (fails()) return Promise.resolve(new Response('{"status":403}', { status: 403 }));
    if (url.pathname.endsWith("/runs")) return Promise.resolve(new Response(JSON.stringify({ data: runs })));
    return Promise.resolve(new Response(JSON.stringify({ data: LOG, next: null })));
  });
  vi.stubGlobal("EventSource", class { addEventListener() {} close() {} });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meQuery.queryKey, { permissions } as never);
  const tools = createTools(docOf(flow([node("words"), node("say", "template", { text })], "start>words words>say")));
  tools.editor.select([active]);
  if (watched) tools.runs.watch(watched, false);
  render(
    <QueryClientProvider client={client}>
      <EditorProvider tools={tools}>
        <Inspector />
      </EditorProvider>
    </QueryClientProvider>,
  );
  const show = (tab: "setup" | "data" | "test") => act(() => tools.editor.setState({ tab }));
  return { tools, asked, show };
}

test("the values are those of the flow's last run, in the preview, among what can be inserted, in Data and in Test; it is not chosen by that", async () => {
  const { tools, asked, show } = open();
  await screen.findByText(`In the run of ${time}:`);
  expect(document.querySelector("[data-preview]")?.textContent).toContain("Hello Jan");
  expect(asked).toEqual(["/api/v1/runs?flow=test&limit=20", "/api/v1/runs/r1/events?limit=1000"]);

  fireEvent.click(screen.getAllByRole("button", { name: "Insert value" })[0] as HTMLElement);
  const tree = await screen.findByRole("tree", { name: "Values in scope" });
  expect(within(tree).getByRole("treeitem", { name: /^message.*Jan/ })).toBeTruthy();
  expect(screen.getByText(new RegExp(`Values are from the run of ${time}`))).toBeTruthy();
  // Of nodes that are no more there is nothing.
  expect(within(tree).queryByRole("treeitem", { name: /gone/ })).toBeNull();

  show("data");
  expect(screen.getByRole("tabpanel", { name: "Data" }).textContent).toContain(`From the run of ${time}.`);
  expect(screen.getByRole("region", { name: "Output" }).textContent).toContain("Hello Jan");
  show("test");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "words" }).value).toContain("Hello Jan");
  expect(screen.getByText(`From the run of ${time}.`)).toBeTruthy();
  // The canvas draws what is in here.
  expect(tools.runs.getState()).toMatchObject({ view: null, now: null });
});

test("what a node gave that the flow no longer has is not shown", async () => {
  const { show } = open({ text: "{{ gone.text }}" });
  show("data");
  await screen.findByText(/^From the/);
  show("setup");
  expect(screen.getByRole("textbox", { name: "Text" })).toBeTruthy();
  expect(document.querySelector("[data-preview]")).toBeNull();
});

test("the start shows what the last run was given", async () => {
  const { show } = open({ active: "start" });
  show("data");
  expect((await screen.findByRole("region", { name: "Input of the run" })).textContent).toContain("Jan");
});

test("the last run can be chosen, and a run that is chosen takes its place at once", async () => {
  const { tools, show } = open();
  show("data");
  fireEvent.click(await screen.findByRole("button", { name: `run of ${time}` }));
  expect(tools.runs.getState().now?.id).toBe("r1");
  expect(tools.editor.getState().said).toBe(`The run of ${time} is chosen.`);
  // Its events are yet to come, and the focus is where the link was.
  expect(screen.getByText("This node did not run in this run.")).toBeTruthy();
  expect(screen.getByRole("tabpanel", { name: "Data" }).contains(document.activeElement)).toBe(true);
});

test("while a run is watched nothing else is asked for, and when it no longer is, the last one is", async () => {
  const { tools, asked, show } = open({ watched: "r0" });
  show("data");
  expect(screen.getByText("This node did not run in this run.")).toBeTruthy();
  expect(asked).toEqual([]);
  act(() => tools.runs.clear());
  await screen.findByRole("button", { name: `run of ${time}` });
});

test("who may not see runs asks for none", async () => {
  const { asked, show } = open({ permissions: ["flows:write", "runs:write"] });
  show("data");
  await screen.findByText(/^Run the flow to see/);
  expect(asked).toEqual([]);
});

test("without a run the words are as before", async () => {
  const { asked, show } = open({ runs: [] });
  show("data");
  await screen.findByText(/^Run the flow to see/);
  expect(asked).toHaveLength(1);
  show("test");
  expect(screen.getByText("No run has a value for it: this is an example by its type.")).toBeTruthy();
});

test("values that cannot be loaded are missing, the Data tab says so, and they can be asked for again", async () => {
  let isDown = true;
  const { show } = open({ fails: () => isDown });
  show("data");
  await screen.findByText("The values of the last run could not be loaded.");
  show("test");
  expect(screen.getByText("No run has a value for it: this is an example by its type.")).toBeTruthy();
  show("data");
  isDown = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect((await screen.findByRole("region", { name: "Output" })).textContent).toContain("Hello Jan");
});
