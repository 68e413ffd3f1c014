// Which modules are sent together. Left alone, the bundler makes a chunk of every set of modules that the same files need, however small: a
// page then asks for two hundred files of a few bytes each. Here modules that exactly the same parts need from the start are one chunk, so
// that no page is sent a byte that it does not need, and none asks for more than a few files.

/** A plugin, and what names the chunk of a module. `parts` are loaded whole, each by its entries. In one of them, the `shell`, others are
 *  loaded later: the `inner` ones whole, with what no other place needs. */
export function together({ parts, shell, inner }) {
  const entries = new Set([...Object.values(parts), ...Object.values(inner)].flat());
  const imported = new Map();
  const lazy = new Map();
  let homes = null;

  /** What these bring at once. */
  const closure = (begins) => {
    const seen = new Set();
    const open = [...begins];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(imported.get(id) ?? []));
    }
    return seen;
  };

  /** What is loaded later, and only by what is in here already. */
  const insideOf = (begins) => {
    const importers = new Map();
    for (const [id, later] of lazy) for (const one of later) importers.set(one, [...(importers.get(one) ?? []), id]);
    let inside = new Set(begins);
    for (;;) {
      const here = closure(inside);
      const more = [...importers].filter(([entry, from]) => !inside.has(entry) && from.every((id) => here.has(id))).map(([entry]) => entry);
      if (more.length === 0) return inside;
      inside = new Set([...inside, ...more]);
    }
  };

  const gather = () => {
    homes = new Map();
    const put = (id, part) => homes.set(id, [...(homes.get(id) ?? []), part]);
    for (const [part, begins] of Object.entries(parts)) for (const id of closure(begins)) put(id, part);
    const everyLater = [...lazy.values()].flat();
    const inners = Object.entries(inner).map(([part, begins]) => [part, begins, closure(begins)]);
    const later = closure(everyLater.filter((entry) => !entries.has(entry)));
    for (const [id, needed] of homes) {
      // What the Studio needs later, and has not got by then, must not bring the rest of another page along.
      if (needed.includes(shell)) continue;
      const part = inners.find(([, , whole]) => whole.has(id))?.[0] ?? (later.has(id) ? "later" : null);
      if (part) put(id, part);
    }
    for (const [part, begins, whole] of inners) {
      const inside = insideOf(begins);
      const elsewhere = closure(everyLater.filter((entry) => !inside.has(entry)));
      for (const id of whole) if (!homes.has(id) && !elsewhere.has(id)) put(id, part);
    }
  };

  const plugin = {
    name: "together",
    buildStart: () => {
      imported.clear();
      lazy.clear();
      homes = null;
    },
    moduleParsed: ({ id, importedIds, dynamicallyImportedIds }) => {
      imported.set(id, importedIds);
      lazy.set(id, dynamicallyImportedIds);
    },
  };
  const name = (id) => {
    if (!homes) gather();
    // A page’s own file keeps its name.
    return entries.has(id) ? null : (homes.get(id)?.join("-") ?? null);
  };
  return { plugin, name };
}
