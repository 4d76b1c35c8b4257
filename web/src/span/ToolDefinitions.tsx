import { JsonTree } from "../content/JsonTree";
import type { OfferedTool } from "../content/offeredTools";
import { Icon } from "../ui/Icon";
import { TypeGlyph } from "../ui/TypeGlyph";

/** The tools a model could choose from: name and purpose, the rest on demand. */
export function ToolDefinitions({ tools }: { tools: readonly OfferedTool[] }) {
  return (
    <ul className="tool-definitions">
      {tools.map((tool, at) => {
        const { name, description, definition } = tool;
        const head = (
          <>
            <TypeGlyph type="tool" label={false} />
            <b>{name ?? `Tool ${at + 1}`}</b>
            {description !== null && <span className="muted">{description}</span>}
          </>
        );
        return (
          <li key={at} data-type="tool">
            {definition === null ? (
              <div className="tool-definition-head">{head}</div>
            ) : (
              <details>
                <summary className="tool-definition-head">
                  <Icon name="right" size={12} />
                  {head}
                </summary>
                <JsonTree value={definition} />
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}
