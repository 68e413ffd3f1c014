import { useNavigate, useSearch } from "@tanstack/react-router";
import { DeskPage } from "@/features/desk/DeskPage";
import { useMe } from "../use-me";

export function DeskRoute() {
  const search = useSearch({ from: "/app/desk" });
  const navigate = useNavigate();
  return (
    <DeskPage
      me={useMe().id}
      search={search}
      onSearch={(next) => void navigate({ to: "/desk", search: next, replace: true })}
      onOpen={(ticket) => void navigate({ to: "/desk/$ticket", params: { ticket } })}
    />
  );
}
