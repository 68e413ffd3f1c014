// What one person asks of their test runs of one flow: outcomes pinned to nodes, and nodes to stop at. Kept in this browser, never in the
// flow: it cannot be published, and nobody else's tests are bent by it.
import { createStore, type StoreApi } from "zustand";
import type { Asked, Breakpoint, Pin } from "@/api/runs";
import type { NodeId } from "@/flow/types";
import { keep, recall } from "@/lib/storage";

export interface Stop {
  after: boolean;
  /** An expression; empty: always. */
  when: string;
}

/** What the tests of the flow come through. */
export interface Coverage {
  nodes: number;
  nodes_visited: number;
  ways: number;
  ways_visited: number;
  missing: string[];
}

export type TrialDialog =
  | { is: "pin"; node: NodeId }
  | { is: "stop"; node: NodeId }
  /** `wish`: the node inside of `from` at which it was to begin. */
  | { is: "fork"; run: string; seq: number; from: NodeId | null; wish?: NodeId }
  | { is: "save-test"; run: string }
  | null;

interface Kept {
  pins: Record<NodeId, Pin>;
  stops: Record<NodeId, Stop>;
}

export interface TrialState extends Kept {
  dialog: TrialDialog;
  coverage: Coverage | null;
  /** Untested branches are dashed on the canvas. */
  showCoverage: boolean;
}

export interface TrialStore extends StoreApi<TrialState> {
  pin(node: NodeId, pin: Pin | null): void;
  stopAt(node: NodeId, stop: Stop | null): void;
  clear(): void;
  open(dialog: TrialDialog): void;
  /** What a test run is started with; nodes that are gone are left out. */
  asked(isThere?: (node: NodeId) => boolean): Asked;
}

export function createTrialStore(user: string, flow: string): TrialStore {
  const key = `flowright.trial.${user}.${flow}`;
  const kept = recall<Kept>(key);
  const store = createStore<TrialState>(() => ({ pins: kept?.pins ?? {}, stops: kept?.stops ?? {}, dialog: null, coverage: null, showCoverage: false }));
  const put = (change: Partial<Kept>) => {
    store.setState(change);
    const { pins, stops } = store.getState();
    keep(key, { pins, stops });
  };
  return Object.assign(store, {
    pin: (node: NodeId, pin: Pin | null) => put({ pins: withEntry(store.getState().pins, node, pin) }),
    stopAt: (node: NodeId, stop: Stop | null) => put({ stops: withEntry(store.getState().stops, node, stop) }),
    clear: () => put({ pins: {}, stops: {} }),
    open: (dialog: TrialDialog) => store.setState({ dialog }),
    asked(isThere: (node: NodeId) => boolean = () => true) {
      const { pins, stops } = store.getState();
      const pinned = Object.entries(pins).filter(([node]) => isThere(node));
      const stopped = Object.entries(stops).filter(([node]) => isThere(node));
      return {
        ...(pinned.length > 0 && { pins: Object.fromEntries(pinned.map(([node, pin]) => [node, [pin]])) }),
        ...(stopped.length > 0 && { breakpoints: stopped.map(([node, stop]) => breakpoint(node, stop)) }),
      };
    },
  });
}

function breakpoint(node: NodeId, { after, when }: Stop): Breakpoint {
  return { node, ...(after && { after }), ...(when.trim() !== "" && { when: when.trim() }) };
}

function withEntry<T>(all: Record<NodeId, T>, node: NodeId, value: T | null): Record<NodeId, T> {
  const rest = Object.fromEntries(Object.entries(all).filter(([id]) => id !== node));
  return value === null ? rest : { ...rest, [node]: value };
}

/** Whether tests come through a way; `null` while nobody asked. Bodies are named by their containers: `each/kb.error`. */
export function isCovered(coverage: Coverage | null, node: NodeId, port: string): boolean | null {
  if (!coverage) return null;
  const leaf = (address: string) => address.slice(address.lastIndexOf("/") + 1);
  return !coverage.missing.some((address) => leaf(address) === node || leaf(address) === `${node}.${port}`);
}
