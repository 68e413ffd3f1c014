// Whether a text that was pasted is a flow of another product. A guess by its marks: the importer on the server reads it properly.

/** The product's name, or `null` for any other text. */
export function foreignProduct(text: string): string | null {
  const start = text.slice(0, 4_000);
  if (/^(kind:\s*app|app:\s*$)/m.test(start) && /^(workflow|model_config|app):/m.test(text)) return "Dify";
  if (!/^\s*[[{]/.test(start)) return null;
  const value = parsed(text);
  if (typeof value !== "object" || value === null) return null;
  if (isLangflow(value)) return "Langflow";
  const { nodes, edges } = value as { nodes?: unknown; edges?: unknown };
  if (!Array.isArray(nodes)) return null;
  const list = nodes.filter((node): node is Record<string, unknown> => typeof node === "object" && node !== null);
  if (list.some((node) => typeof node.type === "string" && "typeVersion" in node)) return "n8n";
  if (list.some((node) => /^agentflow$|^iteration$|^stickyNote$/i.test(String(node.type)) || (typeof node.data === "object" && node.data !== null && "name" in node.data && "inputs" in node.data))) return "Flowise";
  if (Array.isArray(edges) && edges.some((edge: unknown) => typeof edge === "object" && edge !== null && "sourceNodeID" in edge)) return "Coze";
  return null;
}

/** Its nodes lie in `data`, or are all there is when a part of a canvas was copied; the fields of each are a template. */
function isLangflow(value: object): boolean {
  const { data, flows } = value as { data?: unknown; flows?: unknown };
  if (Array.isArray(flows)) return flows.some((flow: unknown) => typeof flow === "object" && flow !== null && isLangflow(flow));
  const { nodes } = (typeof data === "object" && data !== null ? data : value) as { nodes?: unknown };
  return Array.isArray(nodes) && nodes.some((node: unknown) => typeof node === "object" && node !== null && /^(genericNode|noteNode)$/.test(String((node as { type?: unknown }).type)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
