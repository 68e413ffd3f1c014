import "@/ui/theme.css";
import { catalogues } from "virtual:words/chat";
import { speak } from "@/i18n/speak";

await speak(catalogues);
await import("./page");
