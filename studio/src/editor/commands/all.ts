import { editCommands } from "./edit";
import { goCommands } from "./go";
import { runCommands } from "../runs/commands";
import type { Command } from "./types";

export const commands: Command[] = [...goCommands, ...editCommands, ...runCommands];
export const command = (id: string): Command | undefined => commands.find((one) => one.id === id);
