import { start } from "../start";
import { EmbedPage } from "./EmbedPage";

start(<EmbedPage />);
