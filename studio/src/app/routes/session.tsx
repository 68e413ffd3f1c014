import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { LoginForm } from "@/features/session/LoginForm";
import { SetupPage } from "@/features/session/SetupPage";

export function SetupRoute() {
  const { token } = useSearch({ from: "/setup" });
  const navigate = useNavigate();
  const client = useQueryClient();
  return (
    <SetupPage
      token={token}
      onLogin={() => void navigate({ to: "/login" })}
      onDone={() => {
        client.removeQueries({ queryKey: ["me"] });
        void navigate({ to: "/welcome" });
      }}
    />
  );
}

export function LoginRoute() {
  const { next } = useSearch({ from: "/login" });
  const router = useRouter();
  const client = useQueryClient();
  return (
    <LoginForm
      onDone={() => {
        client.clear();
        // Only a path of our own: `next` comes from the address bar.
        router.history.push(next?.startsWith("/") && !next.startsWith("//") ? next : "/");
      }}
    />
  );
}
