import { useMemo, useState } from "react";
import { ChevronRight } from "lucide-react";
import { useEditorState, useRun } from "@/editor/context";
import { outputs } from "@/editor/runs/fold-events";
import { inScope, type Name } from "@/flow/scope";
import { Input } from "@/ui/field";

/** What an expression here may read: from the schemas before any run, with values after one. */
export function ScopeTree({ node, onPick }: { node: string; onPick: (path: string) => void }) {
  const flow = useEditorState((state) => state.doc.flow);
  const kinds = useEditorState((state) => state.kinds);
  const run = useRun((state) => state.view);
  const [search, setSearch] = useState("");
  const names = useMemo(() => inScope(flow, kinds, node, outputs(run), run?.input), [flow, kinds, node, run]);
  const wanted = search.toLowerCase();
  const found = wanted ? flat(names).filter((name) => name.path.toLowerCase().includes(wanted)) : null;
  return (
    <div className="flex flex-col gap-2">
      <Input type="search" aria-label="Find a value" placeholder="Find a value…" value={search} onChange={(event) => setSearch(event.target.value)} />
      {found?.length === 0 && <p className="text-muted">Nothing in scope has this name. A value must come from a node before this one.</p>}
      <ul>{found ? found.map((name) => <Leaf key={name.path} name={name} label={name.path} onPick={onPick} />) : names.map((name, index) => <Branch key={name.path} name={name} open={index === 0} onPick={onPick} />)}</ul>
    </div>
  );
}

const flat = (names: Name[]): Name[] => names.flatMap((name) => [name, ...flat(name.children)]);

function Branch({ name, open, onPick }: { name: Name; open: boolean; onPick: (path: string) => void }) {
  const [isOpen, setOpen] = useState(open);
  if (name.children.length === 0) return <Leaf name={name} label={name.label} onPick={onPick} />;
  return (
    <li>
      <div className="flex items-center">
        <button type="button" aria-expanded={isOpen} aria-label={`${isOpen ? "Close" : "Open"} ${name.path}`} onClick={() => setOpen(!isOpen)} className="flex size-6 shrink-0 items-center justify-center rounded-control hover:bg-sunken">
          <ChevronRight size={14} aria-hidden className={isOpen ? "rotate-90" : ""} />
        </button>
        <Pick name={name} label={name.label} onPick={onPick} />
      </div>
      {isOpen && (
        <ul className="ml-3 border-l border-line pl-1">
          {name.children.map((child) => (
            <Branch key={child.path} name={child} open={false} onPick={onPick} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Leaf({ name, label, onPick }: { name: Name; label: string; onPick: (path: string) => void }) {
  return (
    <li className="flex items-center pl-6">
      <Pick name={name} label={label} onPick={onPick} />
    </li>
  );
}

function Pick({ name, label, onPick }: { name: Name; label: string; onPick: (path: string) => void }) {
  const value = name.value === undefined || typeof name.value === "object" ? "" : String(name.value);
  return (
    <button type="button" title={name.path} onClick={() => onPick(name.path)} className="flex min-h-6 min-w-0 flex-1 items-baseline gap-2 rounded-control px-1 text-left hover:bg-sunken">
      <span className="shrink-0">{label}</span>
      <span className="shrink-0 text-xs text-muted">{name.type}</span>
      {value && <span className="truncate text-xs text-info">{value}</span>}
    </button>
  );
}
