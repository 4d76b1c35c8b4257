import { expect, it } from "vitest";
import { curlCommand, environmentLines } from "./firstTraceCommands";

it("sends JSON that is whole once the shell has filled it in", () => {
  const body = /-d '(.*)'$/s.exec(curlCommand("http://127.0.0.1:4318", false))![1]!;
  const filled = body
    .replace(/'\$\(openssl rand -hex (\d+)\)'/g, (_, length: string) => "ab".repeat(Number(length)))
    .replaceAll("'$now'", "1763640000");
  const span = (
    JSON.parse(filled) as { resourceSpans: [{ scopeSpans: [{ spans: [Record<string, unknown>] }] }] }
  ).resourceSpans[0].scopeSpans[0].spans[0];
  expect(span["traceId"]).toHaveLength(32);
  expect(span["spanId"]).toHaveLength(16);
  expect(span["endTimeUnixNano"]).toBe("1763640000420000000");
});

it("speaks both shells, and mentions a key only where one is needed", () => {
  expect(environmentLines("http://h:1", false, "sh")).toMatch(
    /^export OTEL_EXPORTER_OTLP_ENDPOINT=http:\/\/h:1\n/,
  );
  expect(environmentLines("http://h:1", false, "powershell")).toContain(
    '$env:OTEL_EXPORTER_OTLP_ENDPOINT = "http://h:1"',
  );
  expect(environmentLines("http://h:1", false, "sh")).not.toContain("HEADERS");
  expect(environmentLines("http://h:1", true, "sh")).toContain('HEADERS="Authorization=Basic%20<');
});
