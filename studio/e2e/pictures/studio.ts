// What every set of pictures begins with: somebody signed in, and a camera.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { launch, open, signIn, type Watched } from "../support/browser.ts";
import { send } from "../support/flow.ts";
import { Camera, type Shot } from "./camera.ts";

export type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

export interface Colleague {
  name: string;
  email: string;
  password: string;
  role: string;
}

export interface Studio {
  browser: Browser;
  page: Page;
  /** What could not be shown as it was meant, or is wider than its window. */
  complaints: string[];
  take: (name: string, path: string, prepare?: Shot["prepare"], as?: State) => Promise<void>;
  /** What a program would send, as whoever is signed in. */
  done: (method: string, path: string, body?: object, by?: Page) => Promise<Record<string, unknown>>;
  /** A user is made and signs in. */
  invite: (who: Colleague) => Promise<Watched>;
  close: () => Promise<void>;
}

async function enter(page: Page, { email, password }: Colleague): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: /Hello/ }).waitFor();
}

export async function studio(): Promise<Studio> {
  const browser = await launch();
  const camera = new Camera(browser);
  const { page, context } = await open(browser);
  await signIn(page);
  const state = await context.storageState();
  const complaints: string[] = [];
  const done: Studio["done"] = async (method, path, body, by = page) => {
    const answer = await send(by, method, path, body);
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
    return answer.text ? (JSON.parse(answer.text) as Record<string, unknown>) : {};
  };
  return {
    browser,
    page,
    complaints,
    done,
    take: async (name, path, prepare, as = state) => void complaints.push(...(await camera.take({ name, path, state: as, prepare }))),
    invite: async (who) => {
      await done("POST", "/admin/users", who);
      const theirs = await open(browser);
      await enter(theirs.page, who);
      return theirs;
    },
    close: () => browser.close(),
  };
}

export const node = (page: Page, id: string) => page.locator(`[data-node-id="${id}"]`).first();
export const standing = (id: string) => (page: Page) => node(page, id).waitFor({ state: "attached" });
