import { editCommands } from "./edit";
import { goCommands } from "./go";
import type { Command } from "./types";

export const commands: Command[] = [...goCommands, ...editCommands];
export const command = (id: string): Command | undefined => commands.find((one) => one.id === id);
