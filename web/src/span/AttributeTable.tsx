import { useState } from "react";
import type { Attribute, AttributeValue } from "../api/types";
import { Scalar } from "../content/JsonScalar";
import { JsonTree } from "../content/JsonTree";
import { isBranch } from "../content/jsonRows";
import { prettyJson } from "../lib/json";
import { CopyButton } from "../ui/CopyButton";
import { isUnused, plainValue, valueText } from "./attributes";

const FIRST = 300;

export function AttributeTable({ attributes }: { attributes: readonly Attribute[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? attributes : attributes.slice(0, FIRST);
  return (
    <>
      <table className="attribute-table">
        <colgroup>
          <col className="col-key" />
          <col className="col-type" />
          <col />
          <col className="col-copy" />
        </colgroup>
        <thead className="visually-hidden">
          <tr>
            <th>Key</th>
            <th>Type</th>
            <th>Value</th>
            <th>Copy</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((attribute, at) => (
            <tr key={at}>
              <th scope="row" title={readersOf(attribute)}>
                {attribute.key}
                {isUnused(attribute) && <span className="attribute-unused">not used</span>}
              </th>
              <td className="attribute-type">{attribute.type}</td>
              <td className="attribute-value">
                <AttributeValueView attribute={attribute} />
              </td>
              <td>
                <CopyButton text={() => copyText(attribute)} label={`Copy the value of ${attribute.key}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < attributes.length && (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          Show all {attributes.length} attributes
        </button>
      )}
    </>
  );
}

export function AttributeValueView({ attribute }: { attribute: AttributeValue }) {
  if (attribute.type === "empty") return <span className="muted">no value</span>;
  const value = plainValue(attribute);
  if (isBranch(value)) return <JsonTree value={value} />;
  return (
    <span className="mono">
      <Scalar value={value} />
    </span>
  );
}

/** Hover tells who made something of it. */
function readersOf({ mappedBy }: Attribute): string | undefined {
  if (mappedBy === undefined) return undefined;
  return mappedBy.length === 0 ? "No dialect reads this attribute" : `Read by ${mappedBy.join(", ")}`;
}

function copyText(attribute: Attribute): string {
  const value = plainValue(attribute);
  return isBranch(value) ? prettyJson(value) : valueText(attribute);
}
