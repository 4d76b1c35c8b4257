import { isRecord } from "./json";

/** ChatML: a non-empty array whose every item is an object with a string `role`. Nothing else is. */
export function isChatMl(value: unknown): value is ChatMlMessage[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isRecord(item) && typeof item["role"] === "string")
  );
}

export interface ChatMlMessage {
  role: string;
  [key: string]: unknown;
}
