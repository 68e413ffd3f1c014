import "@/ui/theme.css";
import { catalogues } from "virtual:words/studio";
import { speak } from "@/i18n/speak";
import { trustOwnScripts } from "@/lib/script-urls";

trustOwnScripts();
await speak(catalogues);
await import("./studio");
