// Every command there is. A new one goes into the file of its subject.
import { arrangeCommands } from "./arrange";
import { clipboardCommands } from "./clipboard";
import { edgeCommands } from "./edges";
import { editCommands } from "./edit";
import { frameCommands } from "./frames";
import { goCommands } from "./go";
import { runCommands } from "../runs/commands";
import { talkCommands } from "./talk";
import type { Command } from "./types";

export const commands: Command[] = [...goCommands, ...edgeCommands, ...editCommands, ...clipboardCommands, ...arrangeCommands, ...frameCommands, ...runCommands, ...talkCommands];
export const command = (id: string): Command | undefined => commands.find((one) => one.id === id);
