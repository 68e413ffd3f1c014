import { useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { keepWords, wordsQuery } from "@/api/describe";
import { t } from "@/i18n";
import { IconButton } from "@/ui/button";

/** What a model said of the flow that it drew here, until somebody has read it. */
export function DescribedNote({ flow }: { flow: string }) {
  const client = useQueryClient();
  const { data: words } = useQuery(wordsQuery(flow));
  if (!words) return null;
  return (
    <section aria-label={t("What the model made")} data-described className="flex items-start gap-3 border-b border-line bg-info-soft px-4 py-3">
      <div className="flex min-w-0 flex-1 flex-col gap-1 break-words">
        <p className="font-semibold">{t("Drawn by the model from your words. Look at each step before it is published.")}</p>
        {words.made && <p>{words.made}</p>}
        {words.missing.length > 0 && (
          <>
            <p className="font-medium">{t("What is missing:")}</p>
            <ul className="list-disc pl-5">
              {words.missing.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <IconButton size="sm" label={t("Close what the model said")} onClick={() => keepWords(client, flow, null)}>
        <X size={16} aria-hidden />
      </IconButton>
    </section>
  );
}
