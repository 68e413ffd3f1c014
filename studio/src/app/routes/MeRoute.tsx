import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { MePage } from "@/features/me/MePage";
import { useMe } from "../use-me";

export function MeRoute() {
  const navigate = useNavigate();
  const client = useQueryClient();
  return (
    <MePage
      me={useMe()}
      onSignedOut={() => {
        void navigate({ to: "/login" }).then(() => client.clear());
      }}
    />
  );
}
