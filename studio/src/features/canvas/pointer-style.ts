// How the canvas takes a pointer, for this person: as a trackpad (drag chooses, two fingers move) or as a mouse (drag moves, wheel zooms).
import { create } from "zustand";
import { keep, recall } from "@/lib/storage";

const KEY = "flowright.canvas.mouse";

export const usePointerStyle = create<{ isMouse: boolean }>(() => ({ isMouse: recall<boolean>(KEY) === true }));

export function setMouse(isMouse: boolean): void {
  usePointerStyle.setState({ isMouse });
  keep(KEY, isMouse);
}
