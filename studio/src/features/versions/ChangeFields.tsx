import { t } from "@/i18n";
import type { FieldChange, Words } from "@/flow/generated/flow";
import { type Entry, fieldName, settingName } from "@/flow/changes";
import type { NodeKind } from "@/flow/types";
import { wordDiff } from "@/flow/word-diff";
import { cx } from "@/lib/cx";

/** Before and after of everything that changed in one thing. */
export function ChangeFields({ entry, kind }: { entry: Entry; kind: NodeKind | undefined }) {
  if (entry.mark === "added" || entry.mark === "removed") return <Whole entry={entry} kind={kind} />;
  return (
    <dl className="flex flex-col gap-3">
      {entry.was !== undefined && (
        <Row label={t("Name")}>
          <Pair was={entry.was} now={entry.name} />
        </Row>
      )}
      {entry.fields.map((field) => (
        <Row key={field.path} label={labelOf(entry, field, kind)}>
          <Change field={field} />
        </Row>
      ))}
    </dl>
  );
}

function labelOf(entry: Entry, field: FieldChange, kind: NodeKind | undefined): string {
  if (entry.group !== "flow") return fieldName(field.path, kind) || t("Value");
  const rest = fieldName(field.path, undefined).split(" › ").slice(1);
  return [settingName(entry.name), ...rest].join(" › ");
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="mb-1 text-xs font-medium text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function Change({ field: { change } }: { field: FieldChange }) {
  if ("text" in change) return <WordText words={change.text} />;
  if ("order" in change) return <p className="break-words">{t("In this order now: {names}", { names: change.order.join(", ") })}</p>;
  if ("added" in change) return <Value value={change.added} tone="added" />;
  if ("removed" in change) return <Value value={change.removed} tone="removed" />;
  const { was, now } = change.replaced;
  // Single words read better one under the other; sentences by word.
  if (typeof was === "string" && typeof now === "string" && was.includes(" ") && now.includes(" ")) return <WordText words={wordDiff(was, now)} />;
  return <Pair was={was} now={now} />;
}

function Pair({ was, now }: { was: unknown; now: unknown }) {
  return (
    <div className="flex flex-col gap-1">
      <Value value={was} tone="removed" />
      <Value value={now} tone="added" />
    </div>
  );
}

function WordText({ words }: { words: Words[] }) {
  return (
    <p className="rounded-control border border-line bg-surface p-2 leading-6 break-words whitespace-pre-wrap">
      {words.map((part, at) => {
        if ("removed" in part) return <del key={at} className="rounded-sm bg-danger-soft text-danger">{part.removed}</del>;
        if ("added" in part) return <ins key={at} className="rounded-sm bg-ok-soft font-medium text-ok underline decoration-ok decoration-2 underline-offset-2">{part.added}</ins>;
        return part.same;
      })}
    </p>
  );
}

const TONES = { added: { sign: "+", look: "bg-ok-soft text-ok" }, removed: { sign: "−", look: "bg-danger-soft text-danger" } };

function Value({ value, tone }: { value: unknown; tone: keyof typeof TONES }) {
  const { sign, look } = TONES[tone];
  const Mark = tone === "added" ? "ins" : "del";
  return (
    <Mark className={cx("flex gap-2 rounded-control px-2 py-1 no-underline", look)}>
      <span aria-hidden className="font-mono font-bold">
        {sign}
      </span>
      <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">{shown(value)}</span>
    </Mark>
  );
}

const shown = (value: unknown): string => (typeof value === "string" ? value || t("(empty)") : JSON.stringify(value, null, 2));

/** Something that came or went whole: its settings. */
function Whole({ entry, kind }: { entry: Entry; kind: NodeKind | undefined }) {
  if (entry.edge) return <p>{entry.mark === "added" ? t("{from} leads to {to} now.", { from: entry.edge.from, to: entry.edge.to }) : t("{from} does not lead to {to} any more.", { from: entry.edge.from, to: entry.edge.to })}</p>;
  const value = entry.value as { config?: Record<string, unknown> } | undefined;
  const settings = entry.group === "nodes" ? Object.entries(value?.config ?? {}) : [["", entry.value] as const];
  if (settings.length === 0) return <p className="text-muted">{t("It has no settings of its own.")}</p>;
  return (
    <dl className="flex flex-col gap-3">
      {settings.map(([name, setting]) => (
        <Row key={name} label={name === "" ? t("Value") : fieldName(`/config/${name}`, kind)}>
          <Value value={setting} tone={entry.mark === "added" ? "added" : "removed"} />
        </Row>
      ))}
    </dl>
  );
}
