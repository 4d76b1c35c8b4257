import { useState } from "react";
import type { ToolCallPart, ToolResultPart } from "../api/types";
import { isRecord, parseJson } from "../lib/json";
import { CopyButton } from "../ui/CopyButton";
import { Icon } from "../ui/Icon";
import { TypeGlyph } from "../ui/TypeGlyph";
import { AnyText } from "./AnyText";
import { isRedacted } from "./redacted";
import { RedactedNote } from "./states";
import { ToolDefinition } from "./ToolDefinition";

interface Props {
  call: ToolCallPart | null;
  result: ToolResultPart | null;
  open: boolean;
}

/** A tool call, what the tool is for, and its result: one thing, folded or open. */
export function ToolUnit({ call, result, open: opened }: Props) {
  const [open, setOpen] = useState(opened);
  const name = call?.name ?? result?.name ?? "unnamed tool";
  const id = call?.id ?? result?.id;
  return (
    <section className="tool-unit" data-type="tool" aria-label={`Tool call ${name}`}>
      <button type="button" className="tool-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? "down" : "right"} size={12} />
        <TypeGlyph type="tool" label={false} />
        <b>{name}</b>
        {!open && <span className="tool-line">{argumentLine(call?.arguments ?? null)}</span>}
        {id && <code className="tool-id">{id}</code>}
      </button>
      {open && (
        <div className="tool-body">
          {call?.name != null && <ToolDefinition name={call.name} />}
          <ToolPart label="Arguments" text={call?.arguments ?? null}>
            {call ? "The call has no arguments." : "The call is not part of this conversation."}
          </ToolPart>
          <ToolPart label="Result" text={result?.result ?? null}>
            {result ? "The tool returned nothing." : "The result is not part of this conversation."}
          </ToolPart>
        </div>
      )}
    </section>
  );
}

function ToolPart({ label, text, children }: { label: string; text: string | null; children: string }) {
  return (
    <div className="tool-part">
      <h4>
        {label}
        {text !== null && <CopyButton text={text} label={`Copy the ${label.toLowerCase()}`} />}
      </h4>
      {text === null || text === "" ? (
        <p className="muted">{children}</p>
      ) : isRedacted(text) ? (
        <RedactedNote />
      ) : (
        <AnyText text={text} />
      )}
    </div>
  );
}

/** The arguments in one line: `city: "Paris", unit: "celsius"`. */
export function argumentLine(text: string | null): string {
  if (text === null) return "";
  const parsed = text.length < 20_000 ? parseJson(text) : { ok: false as const };
  if (!parsed.ok || !isRecord(parsed.value)) return text.slice(0, 200);
  return Object.entries(parsed.value)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(", ")
    .slice(0, 200);
}
