// The JavaScript side of `src/memory.rs`. In plain JavaScript, because the worker of Studio and a test in Rust both run it.

/** Makes a checker of the compiled module: text in, text out. Whatever throws has spoiled it; make another one. */
export async function checkerOf(module) {
  const { exports } = await WebAssembly.instantiate(module, {});

  const put = (text) => {
    const bytes = new TextEncoder().encode(text);
    const at = exports.input(bytes.length);
    // The memory may have grown: a view of it is good for one use.
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
  };

  return {
    surround(surroundings) {
      put(surroundings);
      return exports.surround() !== 0;
    },
    check(document) {
      put(document);
      if (!exports.check()) throw new Error("the checker has no surroundings");
      return new TextDecoder().decode(new Uint8Array(exports.memory.buffer, exports.output() >>> 0, exports.output_length()));
    },
  };
}
