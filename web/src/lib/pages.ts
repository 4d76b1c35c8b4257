/** The items of all pages, each once: while pages are read, one can move from one to the next. */
export function onceEach<T>(pages: readonly (readonly T[])[], idOf: (item: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const item of pages.flat()) {
    const id = idOf(item);
    if (!seen.has(id)) seen.set(id, item);
  }
  return [...seen.values()];
}
