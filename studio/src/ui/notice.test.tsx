// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { problemFrom } from "@/api/http";
import { ErrorNote } from "./notice";

const refused = (status: number, body: object) => problemFrom(status, JSON.stringify(body));

test("who lacks a permission reads plain words, and is not asked to try again", () => {
  render(<ErrorNote error={refused(403, { code: "forbidden", detail: "this needs the permission flows:read" })} retry={() => undefined} />);
  expect(screen.getByText("Your role does not allow this. Ask an administrator.")).toBeTruthy();
  expect(screen.getByText("flows:read").className).toContain("font-mono");
  expect(screen.queryByRole("button")).toBeNull();
});

test("what may work a second time can be tried again", () => {
  render(<ErrorNote error={refused(503, { code: "unavailable", detail: "the executor is starting" })} retry={() => undefined} />);
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
});
