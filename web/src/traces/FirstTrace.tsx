import { useState } from "react";
import type { ServerInfo } from "../api/types";
import { CopyButton } from "../ui/CopyButton";
import { Segments } from "../ui/Segments";
import { curlCommand, environmentLines, type ShellName } from "./firstTraceCommands";

const SHELLS = [
  { value: "sh", text: "bash, zsh" },
  { value: "powershell", text: "PowerShell" },
] as const;

/** Two ways to a first trace: an instrumented application, or one command. */
export function FirstTrace({ server }: { server: ServerInfo | undefined }) {
  const [shell, setShell] = useState<ShellName>("sh");
  const endpoint = server?.endpoints.http ?? location.origin;
  const keyed = server?.localMode === false;
  return (
    <section className="first-trace" aria-label="Send the first trace">
      <header>
        <h3>Point an instrumented application here</h3>
        <Segments label="Shell" options={SHELLS} value={shell} onChange={setShell} small />
      </header>
      <CommandBlock text={environmentLines(endpoint, keyed, shell)} />
      <p className="muted">
        Any OpenTelemetry exporter works. The last line asks GenAI instrumentations to record messages;
        without it you see calls and tokens but not what was said.
      </p>
      <h3>Or send one trace by hand</h3>
      <CommandBlock text={curlCommand(endpoint, keyed)} />
      {server?.endpoints.grpc && (
        <p className="muted">
          OTLP over gRPC is at <code>{server.endpoints.grpc}</code>.
        </p>
      )}
    </section>
  );
}

function CommandBlock({ text }: { text: string }) {
  return (
    <div className="command-block">
      <pre>{text}</pre>
      <CopyButton text={text} label="Copy" />
    </div>
  );
}
