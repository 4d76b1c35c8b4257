import type { Message, Part } from "../api/types";
import type { ChatMlMessage } from "./chatml";
import { isRecord, prettyJson } from "./json";

/** Turns ChatML (in OpenAI's, Anthropic's and similar spellings) into the server's message shape. */
export function chatMlToMessages(chat: readonly ChatMlMessage[]): Message[] {
  return chat.map((item) => ({
    role: item.role,
    name: text(item["name"]),
    finishReason: null,
    parts: [...reasoningParts(item), ...contentParts(item), ...toolCallParts(item)],
  }));
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Arguments and results are text on our side, whatever the client sent. */
function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : prettyJson(value);
}

function reasoningParts(item: ChatMlMessage): Part[] {
  const reasoning = text(item["reasoning_content"]) ?? text(item["reasoning"]);
  return reasoning === null || reasoning === "" ? [] : [{ type: "reasoning", text: reasoning }];
}

function contentParts(item: ChatMlMessage): Part[] {
  const content = item["content"] ?? item["parts"];
  if (item.role === "tool" && !Array.isArray(content)) {
    const id = text(item["tool_call_id"]) ?? text(item["toolCallId"]);
    return [{ type: "tool_result", id, name: text(item["name"]), result: asText(content) }];
  }
  if (content === undefined || content === null || content === "") return [];
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) return [{ type: "other", json: content }];
  const id = text(item["tool_call_id"]);
  if (item.role === "tool" && id !== null) {
    return [{ type: "tool_result", id, name: text(item["name"]), result: joinText(content) }];
  }
  return content.map(contentPart);
}

function joinText(content: readonly unknown[]): string {
  const texts = content.map((part) => (isRecord(part) ? text(part["text"]) : text(part)));
  return texts.every((part) => part !== null) ? texts.join("\n") : prettyJson(content);
}

function contentPart(part: unknown): Part {
  if (typeof part === "string") return { type: "text", text: part };
  if (!isRecord(part)) return { type: "other", json: part };
  const words = text(part["text"]) ?? text(part["content"]);
  switch (part["type"]) {
    case "text":
    case "input_text":
    case "output_text":
      return words === null ? { type: "other", json: part } : { type: "text", text: words };
    case "thinking":
    case "reasoning": {
      const thought = text(part["thinking"]) ?? words;
      return thought === null ? { type: "other", json: part } : { type: "reasoning", text: thought };
    }
    case "image_url":
      return image(isRecord(part["image_url"]) ? part["image_url"]["url"] : part["image_url"], null, part);
    case "image":
      return anthropicImage(part);
    case "tool_use":
    case "tool-call":
    case "tool_call":
      return {
        type: "tool_call",
        id: text(part["id"]) ?? text(part["toolCallId"]),
        name: text(part["name"]) ?? text(part["toolName"]),
        arguments: asText(part["input"] ?? part["args"] ?? part["arguments"]),
      };
    case "tool_result":
    case "tool-result":
    case "tool_call_response":
      return {
        type: "tool_result",
        id: text(part["tool_use_id"]) ?? text(part["toolCallId"]) ?? text(part["id"]),
        name: text(part["toolName"]) ?? text(part["name"]),
        result: asText(part["content"] ?? part["output"] ?? part["result"] ?? part["response"]),
      };
    default:
      return { type: "other", json: part };
  }
}

function anthropicImage(part: Record<string, unknown>): Part {
  const source = part["source"];
  if (isRecord(source) && typeof source["data"] === "string") {
    const mime = text(source["media_type"]) ?? "image/png";
    return image(`data:${mime};base64,${source["data"]}`, mime, part);
  }
  return image(isRecord(source) ? source["url"] : part["image"], null, part);
}

function image(uri: unknown, mimeType: string | null, part: unknown): Part {
  return typeof uri === "string"
    ? { type: "image", uri, mimeType, fileId: null }
    : { type: "other", json: part };
}

function toolCallParts(item: ChatMlMessage): Part[] {
  const calls = item["tool_calls"];
  if (!Array.isArray(calls)) return [];
  return calls.map((call: unknown): Part => {
    if (!isRecord(call)) return { type: "other", json: call };
    const fn = isRecord(call["function"]) ? call["function"] : call;
    return {
      type: "tool_call",
      id: text(call["id"]),
      name: text(fn["name"]),
      arguments: asText(fn["arguments"]),
    };
  });
}
