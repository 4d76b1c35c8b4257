import { use, useState } from "react";
import { JsonTree } from "./JsonTree";
import { findTool, isForeign, OfferedTools } from "./offeredTools";

/** What the model was told about the tool that it called; nothing where no definitions were recorded. */
export function ToolDefinition({ name }: { name: string }) {
  const tools = use(OfferedTools);
  const [open, setOpen] = useState(false);
  if (isForeign(tools, name)) {
    return <p className="tool-foreign">Not among the tools offered to the model.</p>;
  }
  const tool = findTool(tools, name);
  if (tool === null) return null;
  const renamed = tool.name !== name;
  if (!renamed && tool.definition === null) return null;
  return (
    <div className="tool-definition">
      {renamed && (
        <p className="muted">
          Offered as <b>{tool.name}</b>.
        </p>
      )}
      {tool.description !== null && <p className="muted tool-purpose">{tool.description}</p>}
      {tool.definition !== null && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>Definition</summary>
          {open && <JsonTree value={tool.definition} />}
        </details>
      )}
    </div>
  );
}
