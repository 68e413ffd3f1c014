import { expect, test } from "vitest";
import { widgetSnippet } from "@/lib/widget-snippet";
import { runCommand } from "./commands";

test("the command carries an input that the flow takes, whatever quotes are in it", () => {
  const command = runCommand("https://help.example.org", "it-helpdesk", { type: "object", properties: { message: { type: "string", examples: ["It doesn't print"] } } });
  expect(command).toContain("https://help.example.org/api/v1/flows/it-helpdesk/runs?wait=30");
  expect(command).toContain(`'{"input":{"message":"It doesn'\\''t print"}}'`);
});

test("the page's snippet names the assistant and nothing secret", () => {
  expect(widgetSnippet("https://help.example.org", { public_id: "w_1", accent: "#2563eb", position: "bottom_left" })).toBe(
    '<script src="https://help.example.org/widget.js" data-assistant="w_1" data-accent="#2563eb" data-position="bottom_left" async></script>',
  );
});
