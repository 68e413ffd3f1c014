// @vitest-environment happy-dom
import { Component, type ComponentType, type ReactNode, Suspense } from "react";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { fetchAhead, fetchForKeys, lazily } from "./lazily";

afterEach(() => vi.restoreAllMocks());

const Dialog = ({ name }: { name: string }) => <p>Hello {name}</p>;

function show(load: () => Promise<{ default: typeof Dialog }>) {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const Part = lazily(load);
  render(
    <>
      <h1>The page</h1>
      <Suspense>
        <Part name="Ann" />
      </Suspense>
    </>,
  );
}

test("a part that cannot be loaded says so, leaves the page, and is loaded when it is tried again", async () => {
  const load = vi.fn<() => Promise<{ default: typeof Dialog }>>().mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValue({ default: Dialog });
  show(load);
  await screen.findByRole("alert");
  screen.getByRole("heading", { name: "The page" });
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByText("Hello Ann");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("when the network is back, it is tried again by itself", async () => {
  const load = vi.fn<() => Promise<{ default: typeof Dialog }>>().mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValue({ default: Dialog });
  show(load);
  await screen.findByRole("alert");
  act(() => void window.dispatchEvent(new Event("online")));
  await screen.findByText("Hello Ann");
});

test("it can be dismissed, and is asked for anew the next time", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const load = vi.fn<() => Promise<{ default: typeof Dialog }>>().mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValue({ default: Dialog });
  const Part = lazily(load);
  const first = render(<Suspense><Part name="Ann" /></Suspense>);
  await screen.findByRole("alert");
  fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("alert")).toBeNull();
  first.unmount();
  render(<Suspense><Part name="Ann" /></Suspense>);
  await screen.findByText("Hello Ann");
});

test("a fault of the part itself is for whoever is above", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const fault: ComponentType = () => {
    throw new Error("a fault");
  };
  const Broken = lazily(() => Promise.resolve({ default: fault }));
  class Above extends Component<{ children: ReactNode }, { said: string }> {
    override state = { said: "" };
    static getDerivedStateFromError(error: Error) {
      return { said: error.message };
    }
    override render() {
      return this.state.said || this.props.children;
    }
  }
  render(<Above><Suspense><Broken /></Suspense></Above>);
  await screen.findByText("a fault");
});

test("what may be wanted later is fetched ahead, and what cannot be is no harm", async () => {
  const load = vi.fn(() => Promise.resolve({ default: Dialog }));
  lazily<{ name: string }>(() => Promise.reject(new TypeError("Failed to fetch")));
  lazily(load);
  await fetchAhead(() => Promise.resolve());
  expect(load).toHaveBeenCalledOnce();
});

test("what a shortcut opens is fetched with its first key, what is wanted soon before all else, and the rest only while nothing is done", async () => {
  const order: string[] = [];
  const part = (name: string) => () => {
    order.push(name);
    return Promise.resolve({ default: Dialog });
  };
  lazily<{ name: string }>(part("some time"));
  lazily<{ name: string }>(part("soon"), "soon");
  lazily<{ name: string }>(part("by key"), "key");
  await fetchForKeys();
  expect(order).toEqual(["by key"]);
  await fetchAhead(() => {
    order.push("rest");
    return Promise.resolve();
  });
  expect(order.filter((one) => one !== "rest").slice(1)).toEqual(["soon", "by key", "some time"]);
  expect(order.indexOf("rest")).toBeGreaterThan(order.indexOf("soon"));
  expect(order.at(-2)).toBe("rest");
});
