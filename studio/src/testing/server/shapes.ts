export type { Flow, Layout, NodeKind } from "@/flow/types";
export type { Form } from "@/api/types";
