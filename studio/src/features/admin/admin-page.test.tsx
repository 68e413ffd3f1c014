// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Me } from "@/api/types";
import { AdminPage } from "./AdminPage";

vi.mock("@tanstack/react-router", () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="/">{children}</a> }));

test("a section that there is none of is said to be missing, below the menu", () => {
  render(<AdminPage section="modles" me={{ permissions: ["*"] } as unknown as Me} />);
  expect(screen.getByRole("heading", { name: "There is no such page" })).toBeTruthy();
  expect(screen.getByText("Models")).toBeTruthy();
});
