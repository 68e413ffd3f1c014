import { memo, useState } from "react";
import { Plus } from "lucide-react";
import type { Name } from "@/flow/scope";
import { t } from "@/i18n";
import { Button } from "@/ui/button";
import { Popover } from "@/ui/popover";
import { ScopeTree } from "./ScopeTree";

interface InsertValueProps {
  names: () => Name[];
  disabled: boolean;
  onPick: (path: string) => void;
}

/** Everything in scope, to pick from. The tree is made when it is opened. */
export const InsertValue = memo(function InsertValue({ names, disabled, onPick }: InsertValueProps) {
  const [open, setOpen] = useState(false);
  if (disabled) return null;
  return (
    <Popover
      label={t("Values in scope")}
      open={open}
      onOpenChange={setOpen}
      align="start"
      className="w-[360px]"
      trigger={
        <Button size="sm" look="ghost" className="self-start text-accent!">
          <Plus size={13} aria-hidden /> {t("Insert value")}
        </Button>
      }
    >
      <ScopeTree
        names={names}
        onPick={(path) => {
          setOpen(false);
          onPick(path);
        }}
      />
    </Popover>
  );
});
