import { Icon } from "../ui/Icon";

/** The stretch of time that the list is of, in place of a range; pressing it goes back to the range. */
export function StretchChip({ words, onLeave }: { words: string; onLeave: () => void }) {
  return (
    <button
      type="button"
      className="button stretch-chip"
      title="Leave this stretch of time"
      onClick={onLeave}
    >
      <span className="number">{words}</span>
      <Icon name="close" size={12} />
    </button>
  );
}
