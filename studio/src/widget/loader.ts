// The script that a page loads to have an assistant: a button, and on the first press a frame of ours. It knows no key, sets no cookie,
// and says no more to the frame than `lib/frame-messages.ts` lists.
import { readable } from "@/lib/accent";
import { fromFrame, type ToFrame } from "@/lib/frame-messages";
import { styleOf } from "./style";
import { wordsOf } from "./words";

interface Api {
  open(): void;
  close(): void;
  /** A token that the page's server has signed says who the reader is; `null` when they have signed out. */
  identify(token: string | null): void;
}

declare global {
  interface Window {
    Flowright?: Api;
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const assistant = script?.dataset.assistant;
// Loaded twice it is there once.
if (script && assistant && !window.Flowright) start(script, assistant);
else if (script && !assistant) console.error("Flowright: the script has no data-assistant.");

function start(tag: HTMLScriptElement, id: string): void {
  const { position, accent = "#3b5bdb", greeting, locale, openOn = "click" } = tag.dataset;
  const home = new URL(tag.src).origin;
  const words = wordsOf(locale ?? document.documentElement.lang ?? "");
  const colours = readable(accent, "#ffffff") ?? { accent: "#3b5bdb", on: "#ffffff" };
  let frame: HTMLIFrameElement | null = null;
  let isReady = false;
  let isOpen = false;
  let token: string | null = null;

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styleOf(colours.accent, colours.on, position === "left" || position === "bottom_left" ? "left" : "right"));
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  const badge = document.createElement("b");
  badge.ariaHidden = "true";
  badge.hidden = true;
  button.append(icon(), badge);
  root.append(button);

  const say = (message: ToFrame) => isReady && frame?.contentWindow?.postMessage(message, home);
  const name = (unread: number) => {
    button.ariaExpanded = String(isOpen);
    const label = isOpen ? words.close : words.open;
    button.ariaLabel = unread > 0 ? `${label}, ${unread} ${words.unread}` : label;
    badge.hidden = unread === 0;
    badge.textContent = unread > 9 ? "9+" : String(unread);
  };
  const make = () => {
    const made = document.createElement("iframe");
    const url = new URL(`/embed/${encodeURIComponent(id)}`, home);
    url.searchParams.set("host", location.origin);
    if (tag.dataset.accent) url.searchParams.set("accent", accent);
    if (greeting) url.searchParams.set("greeting", greeting);
    if (locale) url.searchParams.set("locale", locale);
    made.src = url.href;
    made.title = words.chat;
    made.allow = "clipboard-write";
    root.append(made);
    return made;
  };
  const open = () => {
    frame ??= make();
    frame.hidden = false;
    isOpen = true;
    name(0);
    frame.focus();
    say({ flowright: "open" });
  };
  const close = () => {
    if (!isOpen || !frame) return;
    isOpen = false;
    name(0);
    say({ flowright: "close" });
    button.focus();
    frame.hidden = true;
  };

  button.addEventListener("click", () => (isOpen ? close() : open()));
  button.addEventListener("keydown", (event) => event.key === "Escape" && close());
  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== home) return;
    const message = fromFrame(event.data);
    if (message?.flowright === "close") close();
    if (message?.flowright === "unread" && !isOpen) name(message.count);
    if (message?.flowright !== "ready") return;
    isReady = true;
    if (token) say({ flowright: "identify", token });
    say({ flowright: isOpen ? "open" : "close" });
  });
  window.Flowright = {
    open,
    close,
    identify: (given) => {
      token = given;
      say(given === null ? { flowright: "forget" } : { flowright: "identify", token: given });
    },
  };
  name(0);
  document.body.append(host);
  const seconds = Number.parseFloat(openOn);
  if (openOn === "load") open();
  else if (seconds >= 0) setTimeout(() => isOpen || open(), seconds * 1_000);
}

function icon(): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5Z");
  svg.append(path);
  return svg;
}
