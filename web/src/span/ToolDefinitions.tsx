import { JsonTree } from "../content/JsonTree";
import { isRecord } from "../lib/json";
import { TypeGlyph } from "../ui/TypeGlyph";

/** The tools a model could choose from: name and purpose, the rest on demand. */
export function ToolDefinitions({ tools }: { tools: readonly unknown[] }) {
  return (
    <ul className="tool-definitions">
      {tools.map((tool, at) => {
        const { name, description } = describe(tool);
        return (
          <li key={at} data-type="tool">
            <details>
              <summary>
                <TypeGlyph type="tool" label={false} />
                <b>{name ?? `Tool ${at + 1}`}</b>
                <span className="muted">{description}</span>
              </summary>
              <JsonTree value={tool} />
            </details>
          </li>
        );
      })}
    </ul>
  );
}

/** Some dialects wrap the definition in `function`. */
function describe(tool: unknown): { name: string | null; description: string | null } {
  if (!isRecord(tool)) return { name: null, description: null };
  const inner = isRecord(tool["function"]) ? tool["function"] : tool;
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return { name: text(inner["name"]), description: text(inner["description"]) };
}
