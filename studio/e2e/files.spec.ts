// Files in a conversation: chosen, dropped, pasted, sent, seen again; and what is refused says why.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { BASE, launch, open, picture, signIn, type Watched } from "./support/browser.ts";
import { draw, send } from "./support/flow.ts";
import { type Host, host } from "./support/host.ts";

const stamp = Date.now().toString(36);
const SEEN = `files-seen-${stamp}`;
const TICKET = `files-ticket-${stamp}`;

/** One red dot. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");
const photo = { name: "screen shot.png", mimeType: "image/png", buffer: PNG };
const log = { name: "vpn.log", mimeType: "text/plain", buffer: Buffer.from("no carrier\n") };

let browser: Browser;
let mine: Watched;
let page: Page;
let shop: Host;

const picked = () => page.getByRole("region", { name: "Files to send" });
const list = (where = page.locator("main")) => where.getByRole("log").getByRole("list", { name: "Files" });
const choose = (...files: (typeof photo)[]) => page.locator("input[type=file][multiple]").setInputFiles(files);
const ready = (count: number) => expect.poll(() => page.locator("[data-file=there]").count(), { timeout: 20_000 }).toBe(count);

async function begin(flow: string): Promise<void> {
  await page.goto(`/chat/${flow}`);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByText("what can I help with?").waitFor();
}

const openFiles = async () => {
  await page.getByRole("button", { name: "Add files" }).click();
  await page.getByText("Up to 10 MB each, 5 in a message.").waitFor();
};

beforeAll(async () => {
  browser = await launch();
  mine = await open(browser);
  page = mine.page;
  await signIn(page);
  const about = "{{ input.files[0].name }}, {{ input.files[0].type }}";
  await draw(page, SEEN, { nodes: [{ id: "say", kind: "reply", config: { text: `I have ${about}` } }], edges: [{ from: "start", to: "say" }] });
  await draw(page, TICKET, { nodes: [{ id: "make", kind: "create_ticket", config: { title: "Help with a file", description: "{{ input.message }}" } }], edges: [{ from: "start", to: "make" }] });
  for (const flow of [SEEN, TICKET]) expect((await send(page, "POST", `/flows/${flow}/publish`, {})).status).toBeLessThan(300);
});

afterAll(async () => {
  shop?.close();
  expect(mine.complaints).toEqual([]);
  await browser?.close();
});

test("a picture and a log go with a message, and are there after a reload", async () => {
  await begin(SEEN);
  await openFiles();
  expect(await violations(page)).toEqual([]);
  await choose(photo, log);
  await ready(2);
  await picture(page, "files-1-picked");
  expect(await violations(page)).toEqual([]);
  await picked().getByRole("button", { name: "Remove vpn.log" }).click();
  await ready(1);
  await choose(log);
  await ready(2);
  await page.getByLabel("Message").fill("Look at this");
  await page.keyboard.press("Enter");
  await page.getByRole("log").getByText("I have screen shot.png, image/png").waitFor();
  expect(await picked().count()).toBe(0);
  await page.reload();
  const image = list().getByRole("img", { name: "screen shot.png" });
  await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(1);
  const href = await list().getByRole("link", { name: /vpn\.log/ }).getAttribute("href");
  const answer = await page.request.get(`${BASE}${href}`);
  expect(await answer.text()).toBe("no carrier\n");
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment/);
  expect(await violations(page)).toEqual([]);
  await picture(page, "files-2-sent");
});

test("what cannot be sent says why, takes no place, and does not hold a message back", async () => {
  await begin(SEEN);
  await openFiles();
  const program = { name: "setup.png", mimeType: "image/png", buffer: Buffer.from("MZ\x90\0 this is a program") };
  const drawing = { name: "drawing.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") };
  const huge = { name: "huge.log", mimeType: "text/plain", buffer: Buffer.alloc(10 * 1024 * 1024 + 1, "x") };
  await choose(program, drawing, huge);
  await picked().getByText("Files of this type cannot be sent here.").waitFor();
  await picked().getByText("Larger than 10 MB.").waitFor();
  await picked().getByText(/this is no file that can be sent here/i).waitFor();
  await picture(page, "files-3-refused");
  expect(await violations(page)).toEqual([]);
  // Of themselves they are nothing to send.
  expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
  await choose(...Array.from({ length: 6 }, (_, n) => ({ ...log, name: `${n}.log` })));
  await picked().getByText("Only 5 files fit in a message.").waitFor();
  await ready(5);
  await page.getByLabel("Message").fill("Look at these");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("log").getByText("Look at these").waitFor();
  await expect.poll(() => picked().count()).toBe(0);
});

test("a lost connection is tried again, and says so when that does not help; an upload can be cancelled", async () => {
  await begin(SEEN);
  await openFiles();
  let lost = 1;
  await page.route("**/attachments?name=*", (route) => (lost-- > 0 ? route.abort("connectionreset") : route.continue()));
  await choose(photo);
  await ready(1);
  lost = 100;
  await choose(log);
  await picked().getByText("The connection was lost.").waitFor({ timeout: 30_000 });
  await picture(page, "files-4-lost");
  lost = 0;
  await picked().getByRole("button", { name: "Try vpn.log again" }).click();
  await ready(2);
  await page.unroute("**/attachments?name=*");
  let free = () => {};
  const held = new Promise<void>((done) => (free = done));
  await page.route("**/attachments?name=*", async (route) => {
    await held;
    await route.abort().catch(() => undefined);
  });
  await choose({ ...log, name: "slow.log" });
  await picked().getByRole("progressbar", { name: "Uploading slow.log" }).waitFor();
  await picked().getByRole("button", { name: "Cancel slow.log" }).click();
  await ready(2);
  expect(await picked().getByText("slow.log").count()).toBe(0);
  free();
  await page.unroute("**/attachments?name=*");
});

test("files are dropped on the conversation, and pasted", async () => {
  await begin(SEEN);
  const bring = (kind: "drop" | "paste") =>
    page.evaluate((kind) => {
      const data = new DataTransfer();
      data.items.add(new File(["brought"], `${kind}.txt`, { type: "text/plain" }));
      const field = document.querySelector("textarea");
      if (kind === "paste") field?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      else for (const type of ["dragenter", "dragover", "drop"]) field?.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, kind);
  await bring("drop");
  await ready(1);
  await bring("paste");
  await ready(2);
  // Nothing needs to be written.
  await page.getByRole("button", { name: "Send" }).click();
  await list().getByRole("link", { name: /drop\.txt/ }).waitFor();
  await page.getByRole("log").getByText("I have drop.txt, text/plain").waitFor();
});

test("a ticket shows the files of the conversation it came from", async () => {
  await begin(TICKET);
  await openFiles();
  await choose(photo);
  await ready(1);
  await page.getByLabel("Message").fill("It looks broken");
  await page.keyboard.press("Enter");
  const number = await page.locator("[data-ticket]").first().getAttribute("data-ticket");
  await page.goto(`/desk/${number}`);
  const files = page.getByRole("region", { name: "Files from the conversation" });
  const href = await files.getByRole("link", { name: /screen shot\.png/ }).getAttribute("href");
  expect((await page.request.get(`${BASE}${href}`)).headers()["content-type"]).toBe("image/png");
  expect(await violations(page)).toEqual([]);
  await picture(page, "files-5-ticket");
});

test("a visitor of somebody else’s page sends files too, with the camera of a phone", async () => {
  let assistant = "";
  shop = await host(() => `<!doctype html><html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width"></head><body><main><h1>Shop</h1></main><script src="${BASE}/widget.js" data-assistant="${assistant}" async></script></body></html>`);
  const widget = { enabled: true, origins: [shop.origin], title: "Shop help", greeting: "Hello", accent: "#2563eb", position: "bottom_right" };
  const made = await send(page, "PUT", `/flows/${SEEN}/channels/widget`, widget);
  assistant = (JSON.parse(made.text) as { widget: { public_id: string } }).widget.public_id;
  const visit = await open(browser, { width: 390, height: 780, isPhone: true });
  await visit.page.goto(shop.origin);
  await visit.page.getByRole("button", { name: "Open chat" }).click();
  const chat = visit.page.frameLocator("iframe");
  await chat.getByRole("button", { name: "Add files" }).click();
  await chat.getByRole("button", { name: "Take a photo" }).waitFor();
  await chat.locator("input[type=file][multiple]").setInputFiles([photo]);
  await chat.getByText("ready to send").waitFor();
  await picture(visit.page, "files-6-visitor");
  await chat.getByRole("button", { name: "Send" }).click();
  await chat.getByRole("log").getByText("I have screen shot.png").waitFor();
  const image = chat.getByRole("log").getByRole("img", { name: "screen shot.png" });
  await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(1);
  expect(visit.complaints).toEqual([]);
  await visit.context.close();
});
