// The tests beside a flow's draft. The OpenAPI document calls a test an object; its shape is that of `flowright-test/1`.
import { queryOptions } from "@tanstack/react-query";
import type { ErrorCode } from "@/flow/generated/flow";
import type { components } from "./generated/schema";
import { get, newKey, post, request } from "./http";

type Schemas = components["schemas"];

export interface Expect {
  reply?: { contains?: string[]; not_contains?: string[]; matches?: string[]; equals?: string[] };
  citations?: Record<string, unknown>[];
  path?: { visits?: string[]; never?: string[]; ends?: "completed" | "failed" | "cancelled" | "waiting" };
  waits?: unknown;
  state?: Record<string, unknown>;
  output?: unknown;
  calls?: Record<string, { times?: number; args?: unknown }>;
  usage?: { max_tokens?: number; max_cost?: number };
  error?: { code?: ErrorCode; node?: string };
  /** What a good answer must do, judged by a language model; without `model` by the one that is connected. */
  rubric?: { text: string; model?: string };
}

export interface Turn {
  user?: { message?: string; answer?: { option?: string; values?: Record<string, unknown>; declined?: boolean; text?: string } };
  decision?: { decision: string; comment?: string; to?: string; by?: unknown };
  event?: { name: string; key?: string; payload?: Record<string, unknown> };
  handback?: { text?: string; by?: string };
  wait?: string;
  node?: string;
  expect?: Expect;
}

export interface FlowTest {
  format: "flowright-test/1";
  name: string;
  title?: string;
  about?: string;
  input?: unknown;
  context?: Record<string, unknown>;
  channels?: Record<string, unknown>;
  starts_at?: string;
  mocks?: Record<string, ({ output: unknown; usage?: unknown } | { error: { code: ErrorCode; message?: string; retryable?: boolean } })[]>;
  forms?: Record<string, unknown>;
  turns?: Turn[];
  expect?: Expect;
}

export type TestItem = Omit<Schemas["TestItem"], "test"> & { test: FlowTest };
export type Tests = Omit<Schemas["Tests"], "data"> & { data: TestItem[] };
export type TestResults = Schemas["TestResults"];
export type TestResult = Schemas["TestResult"];
export type Covered = Schemas["Covered"];

const at = (flow: string) => `/flows/${encodeURIComponent(flow)}/tests`;

export const testsQuery = (flow: string) => queryOptions({ queryKey: ["flows", flow, "tests"], queryFn: () => get<Tests>(at(flow)) });

/** Nothing is called when tests run, so they are run whenever it is worth knowing how they go. A model judges by rubrics only with `judge`. */
export const runTests = (flow: string, { judge = false, ...what }: Schemas["NewTestRun"] = {}) => post<TestResults>(`${at(flow)}/run`, { ...what, judge });

/** How the draft's tests go, once for each state of the draft. */
export const draftResultsQuery = (flow: string, etag: string) =>
  queryOptions({ queryKey: ["flows", flow, "tests", "results", etag], queryFn: () => runTests(flow), staleTime: 5 * 60_000, retry: false });

export const putTest = (flow: string, test: FlowTest) => post<TestItem>(at(flow), test);

export const deleteTest = async (flow: string, name: string) => void (await request<unknown>("DELETE", `${at(flow)}/${encodeURIComponent(name)}`));

export const setGate = async (flow: string, gate_on_tests: boolean) =>
  (await request<Schemas["TestGate"]>("PUT", `/flows/${encodeURIComponent(flow)}/test-gate`, { body: { gate_on_tests } })).data;

/** A run made a test: the same input and answers, the outcomes its calls had, and that it does the same again. */
export const testOfRun = (run: string, what: Schemas["NewTest"]) => post<TestItem>(`/runs/${run}/test`, what, { idempotencyKey: newKey() });
