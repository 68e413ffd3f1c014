import { start } from "../start";
import { ChatPage } from "./ChatPage";

start(<ChatPage />);
