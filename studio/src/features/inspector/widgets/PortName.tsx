import { useState } from "react";
import type { Finding } from "@/flow/types";
import { Field, Input } from "@/ui/field";
import { FindingNote } from "../FindingNote";

interface PortNameProps {
  label: string;
  help?: string;
  value: string;
  findings: Finding[];
  disabled: boolean;
  onChange: (value: string) => void;
}

/** Taken over when it is finished (Enter, or leaving the field): a connection then follows the new name. */
export function PortName({ label, help, value, findings, disabled, onChange }: PortNameProps) {
  const [text, setText] = useState<string | null>(null);
  const commit = () => {
    const wish = text?.trim();
    setText(null);
    if (wish && wish !== value) onChange(wish);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <Field label={label} required help={help}>
        {(ids) => (
          <Input
            {...ids}
            disabled={disabled}
            className="font-mono"
            value={text ?? value}
            onChange={(event) => setText(event.target.value)}
            onBlur={commit}
            onKeyDown={(event) => event.key === "Enter" && commit()}
          />
        )}
      </Field>
      {findings.map((finding) => (
        <FindingNote key={finding.code + finding.cause} finding={finding} />
      ))}
    </div>
  );
}
