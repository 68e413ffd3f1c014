// What only large flows have: one piece, so that the map is there as soon as the minimap is.
export { MapLayer } from "./MapLayer";
export { Minimap } from "./Minimap";
