export type ShellName = "sh" | "powershell";

const KEY_PLACE = "Basic <base64 of public:secret>";

/** The environment of an application that exports to this server. */
export function environmentLines(endpoint: string, keyed: boolean, shell: ShellName): string {
  const variables: [string, string][] = [
    ["OTEL_EXPORTER_OTLP_ENDPOINT", endpoint],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"],
  ];
  // Header values are percent-encoded by the specification of these variables.
  if (keyed) variables.push(["OTEL_EXPORTER_OTLP_HEADERS", `Authorization=${KEY_PLACE.replace(" ", "%20")}`]);
  variables.push(["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"]);
  const line = ([name, value]: [string, string]) =>
    shell === "sh"
      ? `export ${name}=${value.includes("<") ? `"${value}"` : value}`
      : `$env:${name} = "${value}"`;
  return variables.map(line).join("\n");
}

/** One complete trace: a span that asks, in OTLP JSON. */
export function curlCommand(endpoint: string, keyed: boolean): string {
  const attribute = (key: string, value: string) => `{"key":"${key}","value":{"stringValue":"${value}"}}`;
  const attributes = [
    attribute("gen_ai.operation.name", "chat"),
    attribute("gen_ai.request.model", "gpt-4o-mini"),
    attribute("input.value", "Is anyone there?"),
    attribute("output.value", "Yes. This is your first trace."),
  ].join(",\n    ");
  const header = keyed ? ` \\\n  -H 'Authorization: ${KEY_PLACE}'` : "";
  return `now=$(date +%s)
curl ${endpoint}/v1/traces -H 'Content-Type: application/json'${header} -d '{
  "resourceSpans":[{"scopeSpans":[{"spans":[{
  "traceId":"'$(openssl rand -hex 16)'","spanId":"'$(openssl rand -hex 8)'",
  "name":"hello","kind":1,
  "startTimeUnixNano":"'$now'000000000","endTimeUnixNano":"'$now'420000000",
  "attributes":[
    ${attributes}
  ]}]}]}]}'`;
}
