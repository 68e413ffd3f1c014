import { ApprovalsPage } from "@/features/approvals/ApprovalsPage";

export const ApprovalsRoute = () => <ApprovalsPage />;
