import { expect, test } from "vitest";
import { fitting, type Group } from "./rows";

const row = (label: string, words?: string) => ({ id: label, label, words, href: "/" });
const groups: Group[] = [
  { heading: "Commands", rows: [row("Remove all pins and breakpoints"), row("Outline or canvas"), row("Tidy up the whole flow")] },
  { heading: "Flows", rows: [row("VPN helpdesk", "vpn-help"), row("Password reset", "pw-reset")] },
  { heading: "Pages", rows: [] },
];
const found = (search: string) => fitting(groups, search).map((group) => [group.heading, ...group.rows.map((one) => one.label)]);

test("everything is there while nothing is typed, but no group without a row", () => {
  expect(found(" ").map(([heading]) => heading)).toEqual(["Commands", "Flows"]);
});

test("the best row comes first, and so its group", () => {
  expect(found("password")).toEqual([["Flows", "Password reset"]]);
  expect(found("out")).toEqual([["Commands", "Outline or canvas"]]);
  expect(found("pw-r")).toEqual([["Flows", "Password reset"]]);
});

test("letters that happen to stand in this order are no hit", () => {
  expect(found("vpn")).toEqual([["Flows", "VPN helpdesk"]]);
});

test("a letter may be left out", () => {
  expect(found("ouline")).toEqual([["Commands", "Outline or canvas"]]);
});
