import { describe, expect, it } from "vitest";
import { Problem } from "@/api/http";
import type { FileRules } from "@/api/types";
import { acceptWords, filesReducer, type Picked, refusal, rulesWords } from "./files";

const rules: FileRules = {
  max_bytes: 10 * 1024 * 1024,
  max_files: 5,
  types: [
    { kind: "jpeg", type: "image/jpeg", endings: ["jpg", "jpeg"] },
    { kind: "text", type: "text/plain", endings: ["txt", "log"] },
  ],
};

const picked = (key: string): Picked => ({ key, file: new File(["x"], `${key}.txt`), state: "sending", done: 0 });

describe("which files may come along", () => {
  it("goes by the type or the ending, whichever the system knows", () => {
    expect(refusal({ name: "photo.JPEG", size: 1, type: "" }, rules)).toBeNull();
    expect(refusal({ name: "image", size: 1, type: "image/jpeg" }, rules)).toBeNull();
    expect(refusal({ name: "vpn.log", size: 1, type: "application/octet-stream" }, rules)).toBeNull();
    expect(refusal({ name: "drawing.svg", size: 1, type: "image/svg+xml" }, rules)).toMatch(/type/);
  });

  it("says what is wrong before anything is sent", () => {
    expect(refusal({ name: "a.txt", size: 0, type: "text/plain" }, rules)).toMatch(/empty/);
    expect(refusal({ name: "a.txt", size: 10 * 1024 * 1024 + 1, type: "text/plain" }, rules)).toBe("Larger than 10 MB.");
  });

  it("tells the rules in one line, and the file dialog", () => {
    expect(rulesWords(rules)).toBe("JPG, TXT. Up to 10 MB each, 5 in a message.");
    expect(acceptWords(rules)).toBe("image/jpeg,.jpg,.jpeg,text/plain,.txt,.log");
  });
});

describe("the list of files", () => {
  it("tells a lost connection, which is worth another try, from a refusal", () => {
    const list = [picked("a"), picked("b")];
    const lost = filesReducer(list, { type: "failed", key: "a", problem: new Problem(0, "no network") });
    expect(lost.map((one) => one.state)).toEqual(["lost", "sending"]);
    const refused = filesReducer(list, { type: "failed", key: "a", problem: new Problem(415, "No such file.") });
    expect(refused[0]).toMatchObject({ state: "refused", problem: "No such file." });
    expect(filesReducer(lost, { type: "again", key: "a" })[0]).toMatchObject({ state: "sending", done: 0, problem: undefined });
  });

  it("forgets what was removed, whatever is heard of it later", () => {
    const list = filesReducer([picked("a")], { type: "removed", keys: ["a"] });
    const sent = { id: "1", name: "a.txt", type: "text/plain", size: 1 };
    expect(filesReducer(list, { type: "there", key: "a", sent })).toEqual([]);
  });
});
