import type { ReactNode } from "react";
import { FilePlus, FileUp, KeyRound, LifeBuoy, type LucideIcon, WandSparkles } from "lucide-react";
import { t } from "@/i18n";
import { cx } from "@/lib/cx";
import { TEMPLATES, type TemplateId } from "@/lib/templates";

const ICONS: Record<TemplateId, LucideIcon> = { "it-helpdesk": LifeBuoy, access: KeyRound, blank: FilePlus };
const CARD = "flex h-full w-full cursor-pointer flex-col gap-1.5 rounded-card border bg-surface p-3 text-left transition-colors duration-[120ms] hover:border-accent";

/** A template, or the words of whoever begins it. */
export type Beginning = TemplateId | "words";

interface CardsProps {
  chosen: Beginning;
  disabled: boolean;
  onChoose: (beginning: Beginning) => void;
  onImport: () => void;
}

/** What a flow can begin as, each with what is in it and what it needs. */
export function TemplateCards({ chosen, disabled, onChoose, onImport }: CardsProps) {
  return (
    <fieldset disabled={disabled}>
      <legend className="mb-1 font-medium">{t("Begin with")}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {TEMPLATES.map((template) => (
          <Card key={template.id} id={template.id} icon={ICONS[template.id]} title={template.title} isChosen={template.id === chosen} onChoose={() => onChoose(template.id)}>
            <span className="text-muted">{template.text}</span>
            <span className="grid grid-cols-[auto_1fr] gap-x-2 text-node">
              <span className="text-muted">{t("Has")}</span> <span>{template.has}</span>
              <span className="text-muted">{t("Needs")}</span> <span>{template.needs}</span>
            </span>
          </Card>
        ))}
        <Card id="words" icon={WandSparkles} title={t("In your words")} isChosen={chosen === "words"} onChoose={() => onChoose("words")}>
          <span className="text-muted">{t("Say what it is to do; your model draws it as a draft.")}</span>
          <span className="grid grid-cols-[auto_1fr] gap-x-2 text-node">
            <span className="text-muted">{t("Needs")}</span> <span>{t("A language model")}</span>
          </span>
        </Card>
        <button type="button" onClick={onImport} className={cx(CARD, "border-dashed border-line-strong sm:col-span-2")}>
          <Head icon={FileUp} title={t("Import…")} />
          <span className="text-muted">{t("A flow of Dify, Flowise, n8n, Coze or Langflow. You see what becomes of each step before anything is made.")}</span>
        </button>
      </div>
    </fieldset>
  );
}

interface CardProps {
  id: string;
  icon: LucideIcon;
  title: string;
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}

function Card({ id, icon, title, isChosen, onChoose, children }: CardProps) {
  return (
    <label className={cx(CARD, "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent", isChosen ? "border-accent shadow-[0_0_0_1px_var(--accent)]" : "border-line-strong")}>
      <span className="flex items-center justify-between gap-2">
        <Head icon={icon} title={title} />
        <input type="radio" name="template" aria-label={title} aria-describedby={`template-${id}`} checked={isChosen} onChange={onChoose} className="size-4 shrink-0 accent-(--accent) outline-none" />
      </span>
      <span id={`template-${id}`} className="flex flex-col gap-1.5">
        {children}
      </span>
    </label>
  );
}

function Head({ icon: Icon, title }: { icon: LucideIcon; title: string }) {
  return (
    <span className="flex items-center gap-2 font-semibold">
      <Icon size={18} aria-hidden className="shrink-0 text-accent" /> {title}
    </span>
  );
}
