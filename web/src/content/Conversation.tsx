import { useMemo, useState } from "react";
import type { Message } from "../api/types";
import { TypeGlyph } from "../ui/TypeGlyph";
import { foldOf, toTurns, type Turn, type Unit } from "./conversation";
import { AnyText } from "./AnyText";
import { MediaView } from "./MediaView";
import { Reasoning } from "./Reasoning";
import { TextView } from "./TextView";
import { ToolUnit } from "./ToolUnit";
import { JsonTree } from "./JsonTree";
import "./conversation.css";

interface Props {
  messages: readonly Message[];
  /** Tool calls are open where they are the news, folded where they are history. */
  toolsOpen: boolean;
}

/** Content that is a conversation, set as one: who speaks is in the margin. */
export function Conversation({ messages, toolsOpen }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const turns = useMemo(() => toTurns(messages), [messages]);
  const fold = unfolded ? null : foldOf(turns);
  return (
    <ol className="conversation">
      {turns.map((turn, at) => {
        if (fold && at > fold.after && at < fold.after + fold.count) return null;
        if (fold && at === fold.after) {
          return (
            <li key={at} className="turn turn-fold">
              <span />
              <button type="button" className="text-button" onClick={() => setUnfolded(true)}>
                {fold.count} earlier messages
              </button>
            </li>
          );
        }
        return <TurnView key={at} turn={turn} toolsOpen={toolsOpen} />;
      })}
    </ol>
  );
}

function TurnView({ turn, toolsOpen }: { turn: Turn; toolsOpen: boolean }) {
  return (
    <li className="turn" data-role={turn.role}>
      <div className="turn-role">
        {turn.role}
        {turn.name !== null && turn.name !== turn.role && <span className="muted">{turn.name}</span>}
      </div>
      <div className="turn-body">
        {turn.units.length === 0 && <p className="muted">This message is empty.</p>}
        {turn.units.map((unit, at) => (
          <UnitView key={at} unit={unit} role={turn.role} toolsOpen={toolsOpen} />
        ))}
        {turn.finishReason !== null && !isOrdinaryEnd(turn.finishReason) && (
          <p className="turn-finish">
            finished with <code>{turn.finishReason}</code>
          </p>
        )}
      </div>
    </li>
  );
}

/** Endings that go without saying, however they are spelt: `end_turn`, `tool-calls`, `toolUse`. */
const ORDINARY_END = new Set(["", "stop", "endturn", "toolcalls", "tooluse", "toolcall"]);
const isOrdinaryEnd = (reason: string) => ORDINARY_END.has(reason.replace(/[-_]/g, "").toLowerCase());

function UnitView({ unit, role, toolsOpen }: { unit: Unit; role: string; toolsOpen: boolean }) {
  if (unit.kind === "tool") return <ToolUnit call={unit.call} result={unit.result} open={toolsOpen} />;
  const { part } = unit;
  switch (part.type) {
    case "text":
      return <TextView text={part.text ?? ""} clamp={role === "system" || role === "developer" ? 10 : 60} />;
    case "reasoning":
      return <Reasoning text={part.text ?? ""} />;
    case "image":
    case "audio":
    case "video":
    case "file":
      return <MediaView part={part} />;
    case "other":
      return (
        <div className="turn-other">
          <TypeGlyph type="span" label={false} />
          {typeof part.json === "string" ? <AnyText text={part.json} /> : <JsonTree value={part.json} />}
        </div>
      );
  }
}
