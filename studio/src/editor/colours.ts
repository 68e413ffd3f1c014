import type { Colour } from "@/flow/types";
import { t } from "@/i18n";

export const COLOUR_NAMES: Record<Colour, string> = { yellow: t("Yellow"), green: t("Green"), blue: t("Blue"), red: t("Red"), grey: t("Grey") };
