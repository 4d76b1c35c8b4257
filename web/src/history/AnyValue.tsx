import { AnyText } from "../content/AnyText";
import { JsonTree } from "../content/JsonTree";

/** A value that was read as JSON: prose as prose, the rest as a tree. */
export function AnyValue({ value }: { value: unknown }) {
  return typeof value === "string" ? <AnyText text={value} /> : <JsonTree value={value} />;
}
