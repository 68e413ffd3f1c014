import { useParams } from "@tanstack/react-router";
import { AdminPage } from "@/features/admin/AdminPage";
import { useMe } from "../use-me";

export function AdminRoute() {
  const { section } = useParams({ from: "/app/admin/$section" });
  return <AdminPage section={section} me={useMe()} />;
}
