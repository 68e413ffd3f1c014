import { useEffect } from "react";
import { X } from "lucide-react";
import { create } from "zustand";
import { t } from "@/i18n";
import { IconButton } from "./button";

interface ToastItem {
  id: number;
  text: string;
  tone: "plain" | "danger";
}

const useToasts = create<{ items: ToastItem[] }>(() => ({ items: [] }));
let next = 0;

/** Says something in passing; an error stays until it is closed. */
export function toast(text: string, tone: ToastItem["tone"] = "plain"): void {
  next += 1;
  const item = { id: next, text, tone };
  useToasts.setState(({ items }) => ({ items: [...items.filter((other) => other.text !== text), item].slice(-4) }));
}

const dismiss = (id: number) => useToasts.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) }));

export function Toasts() {
  const items = useToasts((state) => state.items);
  return (
    <div aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-4 z-[60] flex flex-col items-center gap-2 px-4">
      {items.map((item) => (
        <Toast key={item.id} item={item} />
      ))}
    </div>
  );
}

function Toast({ item }: { item: ToastItem }) {
  useEffect(() => {
    if (item.tone === "danger") return;
    const timer = setTimeout(() => dismiss(item.id), 5_000);
    return () => clearTimeout(timer);
  }, [item]);
  return (
    <div className={`pointer-events-auto flex max-w-xl items-center gap-3 rounded-card border py-1 pr-1 pl-3 shadow-float ${item.tone === "danger" ? "border-danger bg-danger-soft" : "border-line bg-surface"}`}>
      <span className="min-w-0 break-words">{item.text}</span>
      <IconButton size="sm" label={t("Dismiss")} onClick={() => dismiss(item.id)}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
