import { expect, test } from "vitest";
import type { Form } from "@/api/types";
import { formWords } from "./form-words";

const form: Form = {
  name: "it-ticket",
  fields: [
    { name: "category", label: "Category", options: [{ value: "network", label: "VPN, Wi-Fi or network" }, { value: "odd" }] },
    { name: "device_number", label: "Number on the sticker" },
  ],
};

test("a choice is called as in the form it was made in", () => {
  const words = formWords([form]);
  expect(words.value("category", "network")).toBe("VPN, Wi-Fi or network");
  expect(words.field("device_number")).toBe("Number on the sticker");
});

test("what no form knows keeps its own name", () => {
  const words = formWords([form]);
  expect(words.value("category", "odd")).toBe("odd");
  expect(words.value("category", "gone")).toBe("gone");
  expect(words.field("room_number")).toBe("room number");
  expect(formWords([]).value("category", "network")).toBe("network");
});
