import type { Mistake } from "../api/problem";

interface Props {
  id: string;
  mistake: Mistake;
  onMend: () => void;
}

export const mended = (q: string, { position, length, suggestion }: Mistake) =>
  q.slice(0, position) + (suggestion ?? "") + q.slice(position + length);

/** What is wrong, and one click that mends it where the server knows how. */
export function MistakeNote({ id, mistake, onMend }: Props) {
  return (
    <p id={id} className="filter-mistake" role="alert">
      {mistake.message}
      {mistake.suggestion !== null && (
        <button type="button" className="button" onClick={onMend}>
          Use <code>{mistake.suggestion}</code>
        </button>
      )}
    </p>
  );
}
