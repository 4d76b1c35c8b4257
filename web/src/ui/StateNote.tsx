import type { ReactNode } from "react";
import "./notes.css";

export type NoteKind = "absent" | "running" | "redacted" | "cut" | "warning";

/** A state of content that is not content: each has its own words and its own edge, never a dash. */
export function StateNote({
  kind,
  title,
  children,
}: {
  kind: NoteKind;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className="state-note" data-kind={kind}>
      <strong>{title}</strong>
      {children !== undefined && <span>{children}</span>}
    </div>
  );
}
