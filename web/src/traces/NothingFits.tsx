import { Clew } from "../ui/Clew";
import "./emptyTraces.css";

interface Props {
  q: string;
  /** The time that was looked at. */
  words: string;
  /** Whether that is all there is. */
  isAll: boolean;
  onClear: () => void;
  onShowAll: () => void;
}

/** There may be traces, but none that was asked for. */
export function NothingFits({ q, words, isAll, onClear, onShowAll }: Props) {
  return (
    <div className="empty-traces">
      <Clew size={44} />
      <h2>{q === "" ? `No trace started ${words}` : "No trace passes this filter"}</h2>
      {q !== "" && (
        <p>
          Looked for <code>{q}</code> in {words}.{" "}
          <button type="button" className="text-button" onClick={onClear}>
            Clear the filter
          </button>
        </p>
      )}
      {!isAll && (
        <p>
          There may be others at other times.{" "}
          <button type="button" className="text-button" onClick={onShowAll}>
            Look at all time
          </button>
        </p>
      )}
    </div>
  );
}
