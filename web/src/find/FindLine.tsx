import type { Hit } from "../api/ask";
import { exactCount } from "../lib/format";
import { Icon } from "../ui/Icon";
import type { Find } from "./useFind";
import "./findLine.css";

interface Props {
  find: Find;
  hits: readonly number[];
  selectedId: string | null;
  /** Of the selected span among the hits; -1 if it is none. */
  place: number;
  onGo: (step: 1 | -1) => void;
}

/** Which hit this is and what it says, and the way to the others. */
export function FindLine({ find, hits, selectedId, place, onGo }: Props) {
  const said = find.bySpan.get(selectedId) ?? [];
  const [first, ...more] = said;
  return (
    <div className="find-line">
      <span className="find-step">
        <Go words="The hit before (N)" icon="up" disabled={hits.length === 0} onGo={() => onGo(-1)} />
        <Go words="The next hit (n)" icon="down" disabled={hits.length === 0} onGo={() => onGo(1)} />
      </span>
      <span className="number muted" role="status">
        {place < 0 ? plainCount(hits.length) : `${exactCount(place + 1)} of ${exactCount(hits.length)}`}
      </span>
      {first !== undefined && (
        <span className="find-snippet" title={first.snippet}>
          <span className="muted">{placeOf(first)} </span>
          <Snippet hit={first} />
          {more.length > 0 && <span className="muted"> and {more.length} more here</span>}
        </span>
      )}
    </div>
  );
}

const plainCount = (count: number) => (count === 1 ? "1 hit" : `${exactCount(count)} hits`);

interface GoProps {
  words: string;
  icon: "up" | "down";
  disabled: boolean;
  onGo: () => void;
}

function Go({ words, icon, disabled, onGo }: GoProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={words}
      title={words}
      disabled={disabled}
      onClick={onGo}
    >
      <Icon name={icon} size={12} />
    </button>
  );
}

const placeOf = ({ place, key }: Hit) => (place === "attribute" && key !== null ? key : place);

/** The text around the words, and the words marked; what stands far before them is left out. */
function Snippet({ hit: { snippet, highlights } }: { hit: Hit }) {
  const begin = Math.max(0, (highlights[0]?.start ?? 0) - 24);
  let at = begin;
  return (
    <>
      {begin > 0 && "…"}
      {highlights.map(({ start, length }) => {
        const before = snippet.slice(at, start);
        at = start + length;
        return (
          <span key={start}>
            {before}
            <mark>{snippet.slice(start, at)}</mark>
          </span>
        );
      })}
      {snippet.slice(at)}
    </>
  );
}
