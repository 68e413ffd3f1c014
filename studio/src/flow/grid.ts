// What is put down by hand or by tidying up stands on a grid of 8 px.
import type { Point } from "./types";

export const GRID = 8;

export const snap = ({ x, y }: Point): Point => ({ x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID });
