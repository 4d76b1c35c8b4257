/** The hit behind (or before) the selected span in the order of the rows; after the last comes the first. */
export function hitFrom(
  hits: readonly number[],
  rowOf: Int32Array,
  selected: number,
  step: 1 | -1,
): number | null {
  if (hits.length === 0) return null;
  const row = selected < 0 ? -1 : rowOf[selected]!;
  if (step === 1) return hits.find((node) => rowOf[node]! > row) ?? hits[0]!;
  return hits.findLast((node) => rowOf[node]! < row) ?? hits.at(-1)!;
}
