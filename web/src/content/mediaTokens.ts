/** A picture, a sound or a file that is kept beside the trace; in a text, a token stands for it. */
export interface StoredMedium {
  type: string;
  /** Where this server answers its bytes. */
  uri: string;
}

const TOKEN = /@@@langfuseMedia:type=([^|@\s]+)\|id=([\w-]+)\|source=[^|@\s]+@@@/g;
const STORED = /^\/api\/v1\/media\/[\w-]+$/;

export function isStored(uri: string): boolean {
  return STORED.test(uri);
}

/** What the tokens in a text stand for, each medium once. */
export function storedMediaIn(text: string): StoredMedium[] {
  if (!text.includes("@@@langfuseMedia:")) return [];
  const found = new Map<string, StoredMedium>();
  for (const [, type, id] of text.matchAll(TOKEN)) {
    const uri = `/api/v1/media/${id!}`;
    if (!found.has(uri)) found.set(uri, { type: type!, uri });
  }
  return [...found.values()];
}
