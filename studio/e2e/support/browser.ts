import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Where the product runs, and the one-time link it printed. */
export const BASE = process.env.FLOWRIGHT_URL ?? "http://127.0.0.1:8080";
export const SETUP_LINK = process.env.FLOWRIGHT_SETUP_LINK ?? `${BASE}/setup?token=missing`;

export const ADMIN = { name: "Ada Weber", email: "ada@example.org", password: "a quiet walk by the river" };

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function launch(): Promise<Browser> {
  const executablePath = PLACES.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no Chromium found: install the package `chromium`, or name it in CHROMIUM");
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface Watched {
  context: BrowserContext;
  page: Page;
  /** What the page complained about: script errors, and refusals of the content security policy. */
  complaints: string[];
}

interface OpenOptions {
  width?: number;
  height?: number;
  theme?: "light" | "dark";
  /** A touch screen whose browser zooms out of a page that is too wide. */
  isPhone?: boolean;
  state?: Awaited<ReturnType<BrowserContext["storageState"]>>;
}

export async function open(browser: Browser, options: OpenOptions = {}): Promise<Watched> {
  const context = await browser.newContext({
    baseURL: BASE,
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    isMobile: options.isPhone ?? false,
    hasTouch: options.isPhone ?? false,
    colorScheme: options.theme ?? "light",
    reducedMotion: "reduce",
    storageState: options.state,
  });
  // The browser's own words leave out what was refused.
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, lineNumber, target }) => {
      const where = target instanceof Element ? target.outerHTML.slice(0, 300) : "the document";
      console.error(`Content Security Policy: ${effectiveDirective} refused ${blockedURI} from ${sourceFile}:${lineNumber}, at ${where}`);
    }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|Trusted Types|Warning:/i.test(message.text())) complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** Something stands on the page, and nothing is being loaded any more. */
export const settled = (page: Page) =>
  page.waitForFunction(() => document.querySelector("#root :is(h1, h2, form, [data-node-id])") !== null && !/Loading [^…]*…/.test(document.body.innerText));

/** Pictures for people to look at, when a folder for them is named. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.FLOWRIGHT_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The administrator, whom the first run makes; a journey that is run alone makes them itself. */
async function administrator(): Promise<void> {
  const token = new URL(SETUP_LINK).searchParams.get("token");
  const body = JSON.stringify({ ...ADMIN, token });
  // A link that was used already is refused: then there is nothing to do.
  await fetch(`${BASE}/api/v1/auth/setup`, { method: "POST", headers: { "content-type": "application/json" }, body });
}

/** Signs in as the administrator of the first run. */
export async function signIn(page: Page): Promise<void> {
  await administrator();
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: /Hello/ }).waitFor();
}
