import { expect, test } from "vitest";
import { readOrigin } from "./origin";

test("what people paste becomes an origin as browsers write it", () => {
  expect(readOrigin(" www.Example.com ").origin).toBe("https://www.example.com");
  expect(readOrigin("https://shop.example.com:443/basket?x=1#y").origin).toBe("https://shop.example.com");
  expect(readOrigin("http://localhost:3000").origin).toBe("http://localhost:3000");
  expect(readOrigin("https://münchen.example").origin).toBe("https://xn--mnchen-3ya.example");
});

test("what no page can have is refused, with a reason", () => {
  for (const wrong of ["*.example.com", "http://example.com", "ftp://example.com", "example", "https://a:b@example.com", "", "https://"]) {
    expect(readOrigin(wrong).error, wrong).toBeTruthy();
  }
});
