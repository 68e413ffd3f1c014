import { useNavigate, useSearch } from "@tanstack/react-router";
import { DeskPage } from "@/features/desk/DeskPage";
import { knownSearch } from "@/features/desk/search";
import { may } from "@/lib/may";
import { useMe } from "../use-me";

export function DeskRoute() {
  const me = useMe();
  const search = useSearch({ from: "/app/desk" });
  const navigate = useNavigate();
  return (
    <DeskPage
      me={me.id}
      mayTake={may(me.permissions, "tickets:write")}
      seesAll={may(me.permissions, "tickets:read")}
      search={knownSearch(search)}
      onSearch={(next) => void navigate({ to: "/desk", search: next, replace: true })}
      onOpen={(ticket) => void navigate({ to: "/desk/$ticket", params: { ticket } })}
    />
  );
}
