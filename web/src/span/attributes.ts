import type { Attribute, AttributeValue } from "../api/types";
import { ExactNumber } from "../lib/json";

/** An attribute's value as plain JSON: arrays and maps hold attributes themselves. */
export function plainValue({ type, value }: AttributeValue): unknown {
  if (type === "array" && Array.isArray(value)) return (value as AttributeValue[]).map(plainValue);
  if (type === "map" && Array.isArray(value)) {
    return Object.fromEntries((value as Attribute[]).map((item) => [item.key, plainValue(item)]));
  }
  if (type === "int" && typeof value === "string") return new ExactNumber(value);
  return value;
}

/** The text that is searched and copied. */
export function valueText(attribute: AttributeValue): string {
  const value = plainValue(attribute);
  if (typeof value === "string") return value;
  if (value instanceof ExactNumber) return value.text;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

export function matches(attribute: Attribute, needle: string): boolean {
  return (
    needle === "" ||
    attribute.key.toLowerCase().includes(needle) ||
    valueText(attribute).toLowerCase().includes(needle)
  );
}

/** Sent, and nothing was made of it: only here is it to be seen. */
export const isUnused = ({ mappedBy }: Attribute): boolean => mappedBy !== undefined && mappedBy.length === 0;
