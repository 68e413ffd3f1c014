// By itself, because its words are those of the editor: they and the commands are loaded with it, not with the page around it.
export { KeyMapCard as MyKeys } from "@/features/overlays/keys/KeyMapCard";
