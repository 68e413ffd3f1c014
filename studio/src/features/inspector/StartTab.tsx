import { useEditorState, useTools } from "@/editor/context";
import { t } from "@/i18n";
import { Field, Input, Textarea } from "@/ui/field";
import { JsonControl } from "./widgets/JsonControl";

/** The start stands for the flow itself: its title, and what a run is given. */
export function StartTab() {
  const { editor } = useTools();
  const flow = useEditorState((state) => state.doc.flow);
  const disabled = useEditorState((state) => state.readOnly);
  return (
    <div className="flex flex-col gap-4 p-4">
      <Field label={t("Title of the flow")}>
        {(ids) => (
          <Input
            {...ids}
            disabled={disabled}
            value={flow.title ?? ""}
            onChange={(event) =>
              editor.edit(
                t("change the flow’s title"),
                (doc) => {
                  if (event.target.value) doc.flow.title = event.target.value;
                  else delete doc.flow.title;
                },
                { key: "flow.title" },
              )
            }
          />
        )}
      </Field>
      <Field label={t("Description")}>
        {(ids) => (
          <Textarea
            {...ids}
            rows={3}
            disabled={disabled}
            value={flow.description ?? ""}
            onChange={(event) =>
              editor.edit(
                t("change the flow’s description"),
                (doc) => {
                  if (event.target.value) doc.flow.description = event.target.value;
                  else delete doc.flow.description;
                },
                { key: "flow.description" },
              )
            }
          />
        )}
      </Field>
      <Schema field="input" label={t("What a run is given")} help={t("JSON Schema. In a chat it is the message: read it as input.message.")} />
      <Schema field="state" label={t("Channels")} help={t("Values that outlive a node: name, schema, reducer, scope.")} />
    </div>
  );
}

function Schema({ field, label, help }: { field: "input" | "state"; label: string; help: string }) {
  const { editor } = useTools();
  const value = useEditorState((state) => state.doc.flow[field]);
  const disabled = useEditorState((state) => state.readOnly);
  return (
    <div data-field={`/${field}`}>
      <Field label={label} help={help}>
        {(ids) => (
          <JsonControl
            ids={{ ...ids, disabled }}
            value={value}
            onChange={(next) =>
              editor.edit(
                field === "input" ? t("change the flow’s input") : t("change the flow’s channels"),
                (doc) => {
                  if (next === undefined) delete doc.flow[field];
                  else doc.flow[field] = next as never;
                },
                { key: `flow.${field}` },
              )
            }
          />
        )}
      </Field>
    </div>
  );
}
