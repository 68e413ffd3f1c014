import { type FormEvent, useState } from "react";
import { MessageCircle, SendHorizontal } from "lucide-react";
import type { Assistant } from "@/api/types";
import { t } from "@/i18n";
import { leaveQuestion } from "@/lib/assistant";
import { Button } from "@/ui/button";
import { Field, Input, Select } from "@/ui/field";

const chatOf = (flow: string) => `/chat/${encodeURIComponent(flow)}`;

/** Asks at once; the answer is in the assistant's chat. */
export function Ask({ assistants }: { assistants: Assistant[] }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const flow = chosen || assistants[0]?.flow;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!flow || !text.trim()) return;
    leaveQuestion(flow, text.trim());
    location.assign(chatOf(flow));
  };
  return (
    <form onSubmit={submit} aria-label={t("Ask")} className="flex flex-wrap items-end gap-2">
      <Field label={t("What do you need help with?")} className="min-w-0 flex-[1_1_240px]">
        {(ids) => <Input {...ids} className="h-11! pointer-coarse:text-[16px]" maxLength={4_000} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {assistants.length > 1 && (
        <Field label={t("Assistant")} className="min-w-0 flex-[0_1_220px]">
          {(ids) => (
            <Select {...ids} className="h-11!" value={flow} onChange={(event) => setChosen(event.target.value)}>
              {assistants.map((one) => (
                <option key={one.flow} value={one.flow}>
                  {one.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Button type="submit" look="primary" disabled={!flow || !text.trim()} className="h-11!">
        <SendHorizontal size={18} aria-hidden /> {t("Ask")}
      </Button>
    </form>
  );
}

export function Assistants({ assistants }: { assistants: Assistant[] }) {
  return (
    <ul aria-label={t("Assistants")} className="grid gap-2 sm:grid-cols-2">
      {assistants.map((one) => (
        <li key={one.flow}>
          <a href={chatOf(one.flow)} className="flex h-full min-h-11 gap-3 rounded-card border border-line bg-surface p-3 hover:border-accent">
            <MessageCircle size={20} aria-hidden className="mt-px shrink-0 text-accent" />
            <span className="min-w-0">
              <span className="block font-semibold break-words">{one.title}</span>
              {one.description && <span className="line-clamp-2 text-node text-muted">{one.description}</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
