import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Link, Outlet, parseSearchWith, redirect, stringifySearchWith } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { t } from "@/i18n";
import { asProblem } from "@/api/http";
import { meQuery } from "@/api/session";
import { Frame } from "@/features/session/Frame";
import { buttonClass } from "@/ui/button";
import { ErrorNote, Loading } from "@/ui/notice";
import { flowPage } from "./flow-page";
import { queryClient } from "./query-client";
import { HomeRoute } from "./routes/HomeRoute";
import { LoginRoute, SetupRoute } from "./routes/session";
import { hasAsked } from "./has-asked";
import { Shell } from "./Shell";

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: () => (
    <Frame title={t("There is no such page")} lead={t("The address may be mistyped, or what was here is gone.")}>
      <Link to="/" className={buttonClass("primary")}>
        {t("Go home")}
      </Link>
    </Frame>
  ),
});

/** What looks like a number or a truth comes from the address as one, and is the text that it was. */
const text = (value: unknown): string | undefined =>
  typeof value === "number" || typeof value === "boolean" ? String(value) : typeof value === "string" && value !== "" ? value : undefined;
/** From the address it is a text; from a link of our own, which is checked too, it is what it says. */
const yes = (value: unknown): true | undefined => (value === "true" || value === true ? true : undefined);

const setupRoute = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  validateSearch: (search: Record<string, unknown>) => ({ token: text(search.token) ?? "" }),
  component: SetupRoute,
});

const loginRoute = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
  component: LoginRoute,
});

/** Everything behind a session, inside the frame with the rail. */
export const appRoute = createRoute({
  getParentRoute: () => root,
  id: "app",
  component: Shell,
  errorComponent: ({ error, reset }) => (
    <div className="mx-auto max-w-xl p-8">
      <ErrorNote error={error} retry={reset} />
    </div>
  ),
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.client.ensureQueryData(meQuery) };
    } catch (error) {
      if (asProblem(error).status === 401) throw redirect({ to: "/login", search: { next: location.href } });
      throw error;
    }
  },
});

const home = createRoute({ getParentRoute: () => appRoute, path: "/", component: HomeRoute });

const page = <P extends string, C extends Record<string, unknown>, K extends keyof C & string>(path: P, load: () => Promise<C>, name: K) =>
  createRoute({ getParentRoute: () => appRoute, path, component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name) });

/** Gone after the first question: then the place to begin is Home. Whoever asks for it in the help, or has no flow, still gets it. */
const welcome = createRoute({
  getParentRoute: () => appRoute,
  path: "/welcome",
  validateSearch: (search: Record<string, unknown>): { from?: "help" } => ({ from: search.from === "help" ? "help" : undefined }),
  beforeLoad: async ({ context, search }) => {
    if (search.from !== "help" && (await hasAsked(context.client, context.me))) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./routes/WelcomeRoute"), "WelcomeRoute"),
});
const flows = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows",
  validateSearch: (search: Record<string, unknown>): { q?: string; sort?: string } => ({ q: text(search.q), sort: text(search.sort) }),
  component: lazyRouteComponent(() => import("./routes/FlowsRoute"), "FlowsRoute"),
});
const me = page("/me", () => import("./routes/MeRoute"), "MeRoute");

export interface EditorSearch {
  node?: string;
  /** The run that is watched, and the event after which it is looked at. */
  run?: string;
  at?: number;
  panel?: "run" | "tests" | "problems" | "comments" | "history";
  /** A thread to show. */
  comment?: string;
  view?: "outline";
  dialog?: "publish";
  version?: number;
  /** Whose draft is edited; without one the flow’s own. */
  branch?: string;
  /** The flow one came from, by a step that runs this one. */
  from?: string;
}

const flow = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flow",
  validateSearch: (search: Record<string, unknown>): EditorSearch => ({
    node: text(search.node),
    run: text(search.run),
    at: Number(search.at) || undefined,
    panel: search.panel === "run" || search.panel === "tests" || search.panel === "problems" || search.panel === "comments" || search.panel === "history" ? search.panel : undefined,
    comment: text(search.comment),
    view: search.view === "outline" ? "outline" : undefined,
    dialog: search.dialog === "publish" ? "publish" : undefined,
    version: Number(search.version) || undefined,
    branch: text(search.branch),
    from: text(search.from),
  }),
  component: flowPage(() => import("./routes/EditorRoute"), "EditorRoute"),
});

export interface RunsSearch {
  status?: string;
  test?: boolean;
  version?: number;
  code?: string;
  node?: string;
  since?: "day" | "week" | "month";
  page?: number;
}

const runs = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flow/runs",
  validateSearch: (search: Record<string, unknown>): RunsSearch => ({
    status: text(search.status),
    test: yes(search.test),
    version: Number(search.version) || undefined,
    code: text(search.code),
    node: text(search.node),
    since: search.since === "day" || search.since === "week" || search.since === "month" ? search.since : undefined,
    page: Number(search.page) || undefined,
  }),
  component: flowPage(() => import("./routes/RunsRoute"), "RunsRoute"),
});
const run = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flow/runs/$run",
  validateSearch: (search: Record<string, unknown>): { at?: number; node?: string } => ({ at: Number(search.at) || undefined, node: text(search.node) }),
  component: flowPage(() => import("./routes/RunRoute"), "RunRoute"),
});
const tests = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flow/tests",
  validateSearch: (search: Record<string, unknown>): { version?: number } => ({ version: Number(search.version) || undefined }),
  component: flowPage(() => import("./routes/TestsRoute"), "TestsRoute"),
});
const compare = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flow/runs/compare",
  validateSearch: (search: Record<string, unknown>): { a?: string; b?: string } => ({ a: text(search.a), b: text(search.b) }),
  component: flowPage(() => import("./routes/CompareRoute"), "CompareRoute"),
});
const versions = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flow/versions",
  validateSearch: (search: Record<string, unknown>): { base?: string; head?: string; moved?: true } => ({
    base: text(search.base),
    head: text(search.head),
    moved: yes(search.moved),
  }),
  component: flowPage(() => import("./routes/VersionsRoute"), "VersionsRoute"),
});
const channels = createRoute({ getParentRoute: () => appRoute, path: "/flows/$flow/channels", component: flowPage(() => import("./routes/ChannelsRoute"), "ChannelsRoute") });

const desk = createRoute({
  getParentRoute: () => appRoute,
  path: "/desk",
  validateSearch: (search: Record<string, unknown>): { status?: string; priority?: string; q?: string; mine?: boolean; sort?: string } => ({
    status: text(search.status),
    priority: text(search.priority),
    q: text(search.q),
    mine: yes(search.mine),
    sort: text(search.sort),
  }),
  component: lazyRouteComponent(() => import("./routes/DeskRoute"), "DeskRoute"),
});
const approvals = page("/desk/approvals", () => import("./routes/ApprovalsRoute"), "ApprovalsRoute");
const live = page("/desk/live", () => import("./routes/LiveRoute"), "LiveRoute");
const conversation = page("/conversations/$conversation", () => import("./routes/ConversationRoute"), "ConversationRoute");
const ticket = page("/desk/$ticket", () => import("./routes/TicketRoute"), "TicketRoute");
const kb = page("/kb", () => import("./routes/KnowledgeRoute"), "KnowledgeRoute");
const base = page("/kb/$base", () => import("./routes/BaseRoute"), "BaseRoute");
const article = createRoute({
  getParentRoute: () => appRoute,
  path: "/kb/$base/articles/$id",
  // Words of the passage that is meant.
  validateSearch: (search: Record<string, unknown>): { passage?: string } => ({ passage: text(search.passage) }),
  component: lazyRouteComponent(() => import("./routes/ArticleRoute"), "ArticleRoute"),
});
const tools = page("/tools", () => import("./routes/ToolsRoute"), "ToolsRoute");
const checkIndex = createRoute({ getParentRoute: () => appRoute, path: "/help/checks", component: flowPage(() => import("./routes/CheckHelpRoute"), "CheckIndexRoute") });
const checkHelp = createRoute({ getParentRoute: () => appRoute, path: "/help/checks/$code", component: flowPage(() => import("./routes/CheckHelpRoute"), "CheckHelpRoute") });
const admin = createRoute({
  getParentRoute: () => appRoute,
  path: "/admin/$section",
  // Of the audit log.
  validateSearch: (search: Record<string, unknown>): { who?: string; action?: string; object?: string } => ({ who: text(search.who), action: text(search.action), object: text(search.object) }),
  component: lazyRouteComponent(() => import("./routes/AdminRoute"), "AdminRoute"),
});
const adminHome = createRoute({
  getParentRoute: () => appRoute,
  path: "/admin",
  beforeLoad: () => {
    throw redirect({ to: "/admin/$section", params: { section: "models" } });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    setupRoute,
    loginRoute,
    appRoute.addChildren([home, welcome, flows, flow, runs, run, compare, tests, versions, channels, desk, approvals, live, conversation, ticket, kb, base, article, tools, checkIndex, checkHelp, adminHome, admin, me]),
  ]),
  context: { client: queryClient },
  // Values stay the texts they are: a one-time token of digits must not become a number.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
  defaultPreload: "intent",
  defaultPendingComponent: () => <Loading what={t("the page")} />,
  defaultErrorComponent: ({ error, reset }) => (
    <div className="mx-auto max-w-xl p-8">
      <ErrorNote error={error} retry={reset} />
    </div>
  ),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** A version that the editor shall make the draft again. */
    restore?: number;
  }
}
