// A small flow that everything can be shown with: groups, notes, state, a search, and two versions that differ.
export const GREETING = "polite-search";

const flow = (hello: string) => ({
  format: "flowright/1",
  name: GREETING,
  title: "Polite search",
  input: { properties: { message: { type: "string", examples: ["My VPN does not connect"] } } },
  state: { tone: { schema: { type: "string", description: "How it speaks" }, initial: "kind" } },
  nodes: [
    { id: "words", kind: "template", config: { text: `${hello} {{ input.message }}` } },
    { id: "louder", kind: "set_state", config: { set: { tone: "loud" } } },
    { id: "find", kind: "kb_search", config: { query: "{{ words.text }}", base: "it" } },
    { id: "say", kind: "template", config: { text: "{{ find.count }} found, {{ state.tone }}" } },
    { id: "done", kind: "end", config: { output: { said: "{{ say.text }}" } } },
  ],
  edges: [
    { from: "start", to: "words" },
    { from: "words", to: "louder" },
    { from: "louder", to: "find" },
    { from: "find", to: "say" },
    { from: "say", to: "done" },
  ],
});

export const first = flow("Somebody of the house asks:");

export const second = {
  flow: flow("Somebody of our house asks us:"),
  layout: {
    nodes: { start: { x: 0, y: 0 }, words: { x: 328, y: 0 }, louder: { x: 656, y: 0 }, find: { x: 328, y: 260 }, say: { x: 656, y: 260 }, done: { x: 984, y: 260 } },
    groups: [
      { id: "group_1", title: "Polite words", colour: "green", nodes: ["words", "louder"] },
      { id: "group_2", title: "The search", colour: "blue", nodes: ["find", "say"] },
    ],
    notes: [{ id: "note_1", x: 0, y: 260, width: 240, height: 150, colour: "yellow", text: "# Remember\n- **tone** is in the state\n- the base *it* is searched" }],
  },
};
