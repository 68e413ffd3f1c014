import { type KeyboardEvent, useRef, useState } from "react";
import { Plus, X } from "lucide-react";
import { t } from "@/i18n";
import { Button, IconButton } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { MOST_ORIGINS, readOrigin } from "./origin";

/** The pages that may show the widget. */
export function Origins({ origins, error, onChange }: { origins: string[]; error?: string; onChange: (origins: string[]) => void }) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const add = () => {
    const read = readOrigin(text);
    if (read.error !== undefined) return setWrong(read.error);
    if (origins.includes(read.origin)) return setWrong(t("This website is in the list already."));
    onChange([...origins, read.origin]);
    setText("");
    setWrong(null);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // Enter adds; it does not save everything else.
    event.preventDefault();
    add();
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("Websites that may show it")} help={t("Browsers refuse it everywhere else. Write each host in full: https://www.example.com")} error={wrong ?? error}>
        {(ids) => (
          <span className="flex gap-2">
            <Input
              {...ids}
              ref={input}
              className="min-w-0 font-mono"
              inputMode="url"
              value={text}
              disabled={origins.length >= MOST_ORIGINS}
              onKeyDown={onKey}
              onChange={(event) => {
                setText(event.target.value);
                setWrong(null);
              }}
            />
            <Button onClick={add} disabled={text.trim() === ""}>
              <Plus size={16} aria-hidden /> {t("Add")}<span className="sr-only"> {t("the website")}</span>
            </Button>
          </span>
        )}
      </Field>
      {origins.length > 0 && (
        <ul aria-label={t("Websites that may show it")} className="flex flex-col gap-1">
          {origins.map((origin) => (
            <li key={origin} className="flex items-center justify-between gap-2 rounded-control bg-sunken pl-2.5">
              <span className="min-w-0 font-mono text-node break-all">{origin}</span>
              <IconButton
                size="sm"
                label={t("Remove {origin}", { origin })}
                onClick={() => {
                  onChange(origins.filter((one) => one !== origin));
                  input.current?.focus();
                }}
              >
                <X size={14} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
