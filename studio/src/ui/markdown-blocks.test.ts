import { expect, test } from "vitest";
import { type Blocks, blocksOf } from "./markdown-blocks";

const TEXT = "Two things help:\n\n1. Quit the client [1].\n2. Start it again.\n\n   Then wait.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```\ncode\n\nmore\n```\n\nDone.";

test("a text that grows letter by letter has the blocks of the whole", () => {
  let blocks: Blocks | undefined;
  for (let end = 1; end <= TEXT.length; end++) blocks = blocksOf(TEXT.slice(0, end), blocks);
  expect(blocks?.tokens.map((token) => [token.type, token.raw])).toEqual(blocksOf(TEXT).tokens.map((token) => [token.type, token.raw]));
});

test("blocks before the last one stay the same objects", () => {
  const before = blocksOf("One.\n\nTwo.\n\nThr");
  const after = blocksOf("One.\n\nTwo.\n\nThree", before);
  expect(after.tokens[0]).toBe(before.tokens[0]);
  expect(after.tokens[2]).toBe(before.tokens[2]);
  expect(after.tokens.at(-1)?.raw).toBe("Three");
});

test("a text that was changed, and one with line ends of Windows, are read anew", () => {
  expect(blocksOf("Other", blocksOf("One")).tokens.map((token) => token.raw)).toEqual(["Other"]);
  expect(blocksOf("a\r\n\r\nb c", blocksOf("a\r\n\r\nb")).tokens.at(-1)?.raw).toBe("b c");
});
