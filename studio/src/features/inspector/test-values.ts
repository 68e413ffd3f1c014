// Values that stand for what runs before a node while it is tested alone. They belong to an editor and end with it.
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { useEditor } from "@/editor/context";
import type { Editor } from "@/editor/store";

type Values = Record<string, unknown>;
const stores = new WeakMap<Editor, StoreApi<Values>>();

function storeOf(editor: Editor): StoreApi<Values> {
  const known = stores.get(editor) ?? createStore<Values>(() => ({}));
  stores.set(editor, known);
  return known;
}

export const useTestValues = (): Values => useStore(storeOf(useEditor()));

export const keepTestValue = (editor: Editor, name: string, value: unknown): void => storeOf(editor).setState({ [name]: value });

export const dropTestValue = (editor: Editor, name: string): void => storeOf(editor).setState(({ [name]: _gone, ...rest }) => rest, true);
